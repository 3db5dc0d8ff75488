//! Where each pupil with a question was in each cycle: a course through the processes, told backwards from today.
use super::{
    consents::{self, Answer},
    cycles::Cycles,
    pupils::Child,
    random::Random,
    situations::{SITUATIONS, Situation},
};
use domain::{
    pupil::{Group, Years},
    template::{Body, Key, MeetingType},
};

/// The first groep of the bovenbouw.
const UPPER: Group = Group { years: Years::Groep, number: 6 };

/// Where a case can be: the processes of S0, by their keys in its template, and any step of another way of working.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Intake,
    Basic,
    Extra,
    Referral,
    Special,
    /// The step with this number in the template.
    Other(usize),
}

impl Step {
    pub fn key(self, template: &Body) -> &str {
        match self {
            Self::Intake => "proces_0",
            Self::Basic => "proces_1",
            Self::Extra => "proces_2_0",
            Self::Referral => "proces_2_1",
            Self::Special => "proces_3",
            Self::Other(number) => template.steps.get(number).map_or("", |step| step.key.as_str()),
        }
    }
}

/// One pupil's way through the cycles.
#[derive(Debug, Clone)]
pub(super) struct Course {
    pub child: Child,
    pub situation: &'static Situation,
    /// Per cycle up to and including the next one.
    pub steps: Vec<Option<Step>>,
    /// Per cycle: is the pupil to be discussed?
    pub agenda: Vec<bool>,
    pub answer: Answer,
    /// The current round began a cycle too early, so that its term has passed.
    pub late: bool,
}

impl Course {
    pub fn now(&self) -> Option<Step> {
        self.steps.last().copied().flatten()
    }

    /// The process in the cycle before, when it was another.
    pub fn moved_from(&self, cycle: usize) -> Option<Step> {
        let before = cycle.checked_sub(1).and_then(|before| self.steps[before])?;
        (Some(before) != self.steps[cycle]).then_some(before)
    }
}

/// How many pupils of a school are where. Shares of the real tenant; in a small school at least enough to see.
fn shares(pupils: usize, special: bool) -> [(Step, usize); 5] {
    let share = |percent: usize, least: usize| (pupils * percent / 100).max(least);
    if special {
        return [(Step::Intake, 0), (Step::Basic, 0), (Step::Extra, 0), (Step::Referral, 0), (Step::Special, pupils)];
    }
    [
        (Step::Referral, share(1, 2)),
        (Step::Extra, share(4, 4)),
        (Step::Basic, share(8, 6)),
        (Step::Intake, share(1, 1)),
        (Step::Special, share(1, 1).min(2)),
    ]
}

/// Chooses the pupils of a school and their courses.
pub(super) fn of(
    school: &str,
    special: bool,
    children: &[Child],
    cycles: &Cycles,
    first_special: usize,
) -> Vec<Course> {
    let mut random = Random::named(&format!("courses of {school}"));
    let mut free: Vec<&Child> = children.iter().collect();
    random.shuffle(&mut free);
    let mut courses: Vec<Course> = vec![];
    let mut add = |random: &mut Random, child: &Child, steps: Vec<Option<Step>>| {
        let situation = situation(random, child, &courses);
        let agenda = (0..steps.len()).map(|cycle| is_discussed(random, &steps, cycle)).collect();
        courses.push(Course {
            child: *child,
            situation,
            agenda,
            answer: consents::in_turn(courses.len()),
            late: random.chance(25),
            steps,
        });
    };
    for (step, count) in shares(children.len(), special) {
        for _ in 0..count {
            let young = |child: &&&Child| step != Step::Intake || child.group <= Group::of(Years::Groep, 4);
            let Some(place) = free.iter().position(|child| young(&child)) else { break };
            let child = free.swap_remove(place);
            let steps = way_to(&mut random, step, cycles.next + 1, first_special);
            add(&mut random, child, steps);
        }
    }
    // Some were helped, and their case is closed.
    for _ in 0..(if special { 0 } else { 2 }) {
        let (Some(child), true) = (free.pop(), cycles.next >= 3) else { break };
        let left = 1 + random.below(cycles.next - 2);
        let steps = (0..=cycles.next).map(|cycle| (cycle + 1 >= left && cycle < left + 2).then_some(Step::Basic));
        add(&mut random, child, steps.collect());
    }
    courses
}

/// The groep as the situations count it: who is in secondary school has the stories of the oldest.
pub(super) fn told_of(child: &Child) -> i32 {
    match child.group.years {
        Years::Groep => i32::from(child.group.number),
        Years::Klas => i32::from(Years::Groep.last()),
    }
}

/// A story that fits the group, and that was told at this school least often.
fn situation(random: &mut Random, child: &Child, told: &[Course]) -> &'static Situation {
    let group = told_of(child);
    let fits = |s: &&Situation| (s.groups.0..=s.groups.1).contains(&group);
    let times = |s: &Situation| told.iter().filter(|course| course.situation.question == s.question).count();
    let mut fitting: Vec<&'static Situation> = SITUATIONS.iter().filter(fits).collect();
    random.shuffle(&mut fitting);
    fitting.into_iter().min_by_key(|s| times(s)).unwrap_or(&SITUATIONS[0])
}

/// The next agenda shows every answer that parents can give; all agendas stay short enough to be discussed.
pub(super) fn settle(courses: &mut [Course], longest: usize) {
    let cycles = courses.first().map_or(0, |course| course.steps.len());
    for course in courses.iter_mut() {
        let asks = matches!(course.now(), Some(Step::Basic | Step::Extra)) && course.answer != Answer::Yes;
        if let Some(next) = course.agenda.last_mut() {
            *next |= asks;
        }
    }
    for cycle in 0..cycles {
        let last = cycle + 1 == cycles;
        let others =
            courses.iter().filter(|course| last && course.agenda[cycle] && course.answer != Answer::Yes).count();
        let plain = courses.iter_mut().filter(|course| course.agenda[cycle] && !(last && course.answer != Answer::Yes));
        for course in plain.skip(longest.saturating_sub(others)) {
            course.agenda[cycle] = false;
        }
    }
}

/// Chooses pupils and courses under any way of working: spread over its steps, one step further each time.
pub(super) fn along(
    template: &Body,
    meeting: &MeetingType,
    school: &str,
    children: &[Child],
    next: usize,
) -> Vec<Course> {
    let mut random = Random::named(&format!("courses of {school}"));
    let ladder = ladder(template);
    // S3: the route is for "VO en bovenbouw PO"; what is written for one sector is for all of it.
    let suits = |child: &&Child| template.meta.sector.only().is_some() || child.group >= UPPER;
    let mut free: Vec<&Child> = children.iter().filter(suits).collect();
    random.shuffle(&mut free);
    let mut courses: Vec<Course> = vec![];
    let count = (free.len() / 4).min(10);
    for (number, child) in free.into_iter().take(count).enumerate() {
        let place = number % ladder.len().max(1);
        let speed = 1 + random.below(2);
        let step = |cycle: usize| place.checked_sub((next - cycle) / speed).map(|at| Step::Other(ladder[at]));
        let steps: Vec<Option<Step>> = (0..=next).map(step).collect();
        let is_discussed = |step: &Option<Step>| {
            step.is_some_and(|step| {
                template.step(step.key(template)).is_some_and(|s| s.meetings.contains(&meeting.key))
            })
        };
        let situation = situation(&mut random, child, &courses);
        courses.push(Course {
            child: *child,
            situation,
            agenda: steps.iter().map(is_discussed).collect(),
            answer: consents::in_turn(number),
            late: random.chance(25),
            steps,
        });
    }
    courses
}

/// The steps of a case from its first entry, always by the first transition to a step that was not seen yet.
fn ladder(template: &Body) -> Vec<usize> {
    let number = |key: &Key| template.steps.iter().position(|step| step.key == *key);
    let mut ladder: Vec<usize> = template.steps.iter().position(|step| step.entry).into_iter().collect();
    while let Some(here) = ladder.last().and_then(|&last| template.steps.get(last)) {
        let ways = template.transitions.iter().filter(|transition| transition.from == here.key);
        let Some(next) = ways.filter_map(|way| number(&way.to)).find(|to| !ladder.contains(to)) else { break };
        ladder.push(next);
    }
    ladder
}

/// The course of a pupil who is in this process now.
fn way_to(random: &mut Random, now: Step, cycles: usize, first_special: usize) -> Vec<Option<Step>> {
    let here = 1 + random.below(match now {
        Step::Basic => 5,
        Step::Extra => 4,
        Step::Referral => 2,
        Step::Intake | Step::Special | Step::Other(_) => 1,
    });
    let here = if now == Step::Special { cycles - first_special.min(cycles - 1) } else { here };
    let before: Vec<Option<Step>> = match now {
        Step::Intake | Step::Other(_) => vec![],
        Step::Basic => vec![random.chance(20).then_some(Step::Intake)],
        Step::Extra => vec![Some(Step::Basic); 1 + random.below(3)],
        Step::Referral | Step::Special => {
            let mut way = vec![Some(Step::Basic); 1 + random.below(2)];
            way.extend(vec![Some(Step::Extra); 2]);
            way.extend(vec![Some(Step::Referral); usize::from(now == Step::Special)]);
            way
        }
    };
    let way: Vec<Option<Step>> = before.into_iter().chain(vec![Some(now); here]).collect();
    let none = vec![None; cycles.saturating_sub(way.len())];
    let all: Vec<Option<Step>> = none.into_iter().chain(way).collect();
    all[all.len() - cycles..].to_vec()
}

/// Whoever is new in a process is discussed more often; on the way to a TLV every time.
fn is_discussed(random: &mut Random, steps: &[Option<Step>], cycle: usize) -> bool {
    let Some(step) = steps[cycle] else { return false };
    let is_new = cycle == 0 || steps[cycle - 1] != Some(step);
    let leaves = steps.get(cycle + 1).is_some_and(|next| *next != Some(step));
    match step {
        Step::Intake | Step::Other(_) => false,
        Step::Referral => true,
        Step::Special => random.chance(15),
        Step::Basic | Step::Extra => leaves || random.chance(if is_new { 50 } else { 30 }),
    }
}
