//! A server in a process of its own, with what the kernel says it used.
use crate::{Outcome, ground::Ground};
use std::{
    net::{SocketAddr, TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// The binary as it runs in production.
pub const RONDOM: &str = env!("CARGO_BIN_EXE_rondom");

/// Ticks in which the kernel counts processor time: 100 a second on every Linux.
const TICK: Duration = Duration::from_millis(10);

/// Stops when it is dropped.
pub struct Server {
    child: Child,
    pub addr: SocketAddr,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    /// `rondom serve` on this ground.
    pub fn rondom(ground: &Ground) -> Outcome<Self> {
        let addr = free()?;
        let mut command = Command::new(RONDOM);
        command
            .arg("serve")
            .env("RONDOM_ADDR", addr.to_string())
            .env("RONDOM_ORIGIN", origin(addr))
            .env("RONDOM_DATABASE_URL", &ground.url)
            .env("RONDOM_PROVIDERS", concat!(env!("CARGO_MANIFEST_DIR"), "/../end2end/idp/providers.toml"))
            .env("RUST_LOG", "warn");
        Self::start(command, addr)
    }

    /// The floor on this ground.
    pub fn floor(ground: &Ground) -> Outcome<Self> {
        let addr = free()?;
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["floor", &addr.port().to_string(), &ground.url]);
        Self::start(command, addr)
    }

    fn start(mut command: Command, addr: SocketAddr) -> Outcome<Self> {
        let mut server = Self { child: command.stdout(Stdio::null()).spawn()?, addr };
        let begun = Instant::now();
        while TcpStream::connect(addr).is_err() {
            if let Some(status) = server.child.try_wait()? {
                return Err(format!("the server stopped at once: {status}").into());
            }
            if begun.elapsed() > Duration::from_mins(1) {
                return Err("the server does not answer".into());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(server)
    }

    /// Processor time so far, of all its threads, in the program and in the kernel.
    pub fn cpu(&self) -> Outcome<Duration> {
        let line = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        // The name of the program, between brackets, may hold anything; after it come state (3), …, utime (14), stime.
        let fields: Vec<&str> =
            line.rsplit_once(')').map_or("", |(_, rest)| rest).split_whitespace().skip(11).take(2).collect();
        let ticks: u32 = fields.iter().map(|field| field.parse::<u32>()).sum::<Result<_, _>>()?;
        Ok(TICK * ticks)
    }

    /// Memory in use, in MB.
    pub fn memory(&self) -> Outcome<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
        let kilobytes: f64 = line.trim().trim_end_matches(" kB").trim().parse()?;
        Ok(kilobytes / 1024.0)
    }
}

/// The front door of a server here.
pub fn origin(addr: SocketAddr) -> String {
    format!("http://localhost:{}", addr.port())
}

fn free() -> Outcome<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}
