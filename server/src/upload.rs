//! A posted form with a file in it. Whatever does not read as one gets a Dutch sentence, never a 500, and no more is read
//! than the largest way of working.
use crate::{input::Input, stop::Stop};
use axum::extract::{FromRequest, Multipart, Request, multipart::Field};
use backend::Failure;
use domain::template::LARGEST;

/// Room around the file for the other fields and the marks between them.
const AROUND: usize = 64 * 1024;

/// The most that such a form holds, in bytes: a chosen file, and a text that was pasted.
pub const LARGEST_UPLOAD: usize = 2 * LARGEST + AROUND;

/// The fields of the form; a chosen file stands among them as its text.
#[derive(Debug, Clone, Default)]
pub struct Upload {
    pub input: Input,
    /// The text of the chosen file; none when no file was chosen.
    pub file: Option<Result<String, Unreadable>>,
}

/// Why a file is no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error(
        "Bestand: dit bestand is geen tekst in UTF-8. Kies een bestand dat uit Rondom komt, of bewaar het opnieuw als tekst (UTF-8)."
    )]
    NoText,
    #[error("Bestand: dit bestand is groter dan {} kB. Kies een kleiner bestand.", LARGEST / 1024)]
    TooLarge,
}

/// What broke on the way.
const BROKEN_OFF: &str = "Het formulier met het bestand kwam niet heel aan. Is het bestand groter dan 512 kB, kies dan een kleiner; ga anders terug en verstuur opnieuw.";

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Stop;
    async fn from_request(request: Request, state: &S) -> Result<Self, Stop> {
        let broken_off = || Failure::Rejected(BROKEN_OFF.into());
        // A form without a file comes as any other.
        let is_multipart = request.headers().get(http::header::CONTENT_TYPE).is_some_and(|kind| {
            kind.to_str().is_ok_and(|kind| kind.to_ascii_lowercase().starts_with("multipart/form-data"))
        });
        if !is_multipart {
            return Ok(Self { input: Input::from_request(request, state).await?, file: None });
        }
        let mut form = Multipart::from_request(request, state).await.map_err(|_| broken_off())?;
        let mut upload = Self::default();
        while let Some(field) = form.next_field().await.map_err(|_| broken_off())? {
            let name = field.name().unwrap_or_default().to_owned();
            let is_file = field.file_name().map(str::to_owned);
            let bytes = bounded(field).await.map_err(|_| broken_off())?;
            match (is_file, bytes) {
                // A browser sends the place of a file also when none was chosen.
                (Some(_), Some(bytes)) if bytes.is_empty() => {}
                (Some(_), Some(bytes)) => {
                    upload.file = Some(String::from_utf8(bytes).map_err(|_| Unreadable::NoText));
                }
                (Some(_), None) => upload.file = Some(Err(Unreadable::TooLarge)),
                (None, Some(bytes)) => upload.input.0.push(crate::input::readable(name, bytes)?),
                (None, None) => return Err(broken_off().into()),
            }
        }
        Ok(upload)
    }
}

/// The bytes of a field; none when there are more than fit.
async fn bounded(mut field: Field<'_>) -> Result<Option<Vec<u8>>, axum::extract::multipart::MultipartError> {
    let mut bytes = vec![];
    let mut fits = true;
    while let Some(chunk) = field.chunk().await? {
        // The rest is read, so that the other fields still arrive, and thrown away.
        fits = fits && bytes.len() + chunk.len() <= LARGEST + 1;
        if fits {
            bytes.extend_from_slice(&chunk);
        }
    }
    Ok(fits.then_some(bytes))
}

impl Upload {
    /// The text that counts: of the chosen file, or else what was pasted.
    pub fn text(&self) -> Result<String, Failure> {
        match &self.file {
            // Some programs begin a text with a mark that nobody sees.
            Some(Ok(text)) => Ok(text.trim_start_matches('\u{FEFF}').to_owned()),
            Some(Err(unreadable)) => Err(Failure::field("bestand", &unreadable.to_string())),
            None => Ok(self.input.raw("tekst").replace("\r\n", "\n")),
        }
    }

    /// The form as it comes back: the text of a file stands where it can be mended, because a browser forgets the choice.
    pub fn kept(self) -> Input {
        let mut input = self.input;
        if let Some(Ok(text)) = self.file {
            input.0.retain(|(name, _)| name != "tekst");
            input.0.push(("tekst".into(), text));
        }
        input
    }
}
