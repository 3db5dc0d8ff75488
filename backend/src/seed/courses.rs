//! Where each pupil with a question was in each cycle: a course through the processes, told backwards from today.
use super::{
    consents::{self, Answer},
    cycles::Cycles,
    pupils::Child,
    random::Random,
    situations::{SITUATIONS, Situation},
};

/// The processes of S0, by their keys in its template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Intake,
    Basic,
    Extra,
    Referral,
    Special,
}

impl Step {
    pub const fn key(self) -> &'static str {
        match self {
            Self::Intake => "proces_0",
            Self::Basic => "proces_1",
            Self::Extra => "proces_2_0",
            Self::Referral => "proces_2_1",
            Self::Special => "proces_3",
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
        let fitting: Vec<&Situation> =
            SITUATIONS.iter().filter(|s| (s.groups.0..=s.groups.1).contains(&child.group.min(8))).collect();
        let agenda = (0..steps.len()).map(|cycle| is_discussed(random, &steps, cycle)).collect();
        courses.push(Course {
            child: *child,
            situation: random.pick(&fitting),
            agenda,
            answer: consents::in_turn(courses.len()),
            late: random.chance(25),
            steps,
        });
    };
    for (step, count) in shares(children.len(), special) {
        for _ in 0..count {
            let young = |child: &&&Child| step != Step::Intake || child.group <= 4;
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

/// Keeps agendas short enough: whoever is on the way to a decision stays on.
pub(super) fn at_most(courses: &mut [Course], longest: usize) {
    let cycles = courses.first().map_or(0, |course| course.steps.len());
    for cycle in 0..cycles {
        let discussed = courses.iter_mut().filter(|course| course.agenda[cycle]);
        for course in discussed.skip(longest) {
            course.agenda[cycle] = false;
        }
    }
}

/// The course of a pupil who is in this process now.
fn way_to(random: &mut Random, now: Step, cycles: usize, first_special: usize) -> Vec<Option<Step>> {
    let here = 1 + random.below(match now {
        Step::Basic => 5,
        Step::Extra => 4,
        Step::Referral => 2,
        Step::Intake | Step::Special => 1,
    });
    let here = if now == Step::Special { cycles - first_special.min(cycles - 1) } else { here };
    let before: Vec<Option<Step>> = match now {
        Step::Intake => vec![],
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
        Step::Intake => false,
        Step::Referral => true,
        Step::Special => random.chance(15),
        Step::Basic | Step::Extra => leaves || random.chance(if is_new { 50 } else { 30 }),
    }
}
