//! The life of an appointment.
//!
//! requested → booked → arrived → in consultation → completed; requested or booked → cancelled; booked → no-show. A
//! cancelled one can be brought back to where it stood until it is removed. The last step can be undone for a moment by
//! whoever took it; later a step that was taken by mistake is put right with a reason. What is still open when its time
//! has passed is closed in one go.

use std::fmt;

use jiff::SignedDuration;

/// Where an appointment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Asked for, not yet given.
    Requested,
    /// Expected.
    Booked,
    /// In the waiting room.
    Arrived,
    /// With the doctor.
    InConsultation,
    /// Over.
    Completed,
    /// Did not come.
    NoShow,
    /// Called off.
    Cancelled,
}

impl Status {
    /// All of them, in the order of a life.
    pub const ALL: [Self; 7] = [
        Self::Requested,
        Self::Booked,
        Self::Arrived,
        Self::InConsultation,
        Self::Completed,
        Self::NoShow,
        Self::Cancelled,
    ];
    /// What takes a doctor's time.
    pub const LIVE: [Self; 4] = [Self::Booked, Self::Arrived, Self::InConsultation, Self::Completed];
    /// What takes a patient's time and a room.
    pub const OPEN: [Self; 3] = [Self::Booked, Self::Arrived, Self::InConsultation];

    /// The word in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Booked => "booked",
            Self::Arrived => "arrived",
            Self::InConsultation => "in_consultation",
            Self::Completed => "completed",
            Self::NoShow => "no_show",
            Self::Cancelled => "cancelled",
        }
    }

    /// The status of this word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == word)
    }

    /// The catalogue key of its name.
    pub const fn label_key(self) -> &'static str {
        match self {
            Self::Requested => "appointment-status-requested",
            Self::Booked => "appointment-status-booked",
            Self::Arrived => "appointment-status-arrived",
            Self::InConsultation => "appointment-status-in-consultation",
            Self::Completed => "appointment-status-completed",
            Self::NoShow => "appointment-status-no-show",
            Self::Cancelled => "appointment-status-cancelled",
        }
    }

    /// The glyph that stands beside its name.
    pub const fn glyph(self) -> &'static str {
        match self {
            Self::Requested => "st-requested",
            Self::Booked => "st-booked",
            Self::Arrived => "st-arrived",
            Self::InConsultation => "st-consult",
            Self::Completed => "st-completed",
            Self::NoShow => "st-noshow",
            Self::Cancelled => "st-cancelled",
        }
    }

    /// The family class of the style sheet that gives it its colours.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Requested | Self::Booked => "is-booked",
            Self::Arrived => "is-arrived",
            Self::InConsultation => "is-consult",
            Self::Completed => "is-completed",
            Self::NoShow => "is-noshow",
            Self::Cancelled => "is-cancelled",
        }
    }

    /// Whether somebody is still expected or there: what a day that is over leaves to be closed.
    pub fn is_open(self) -> bool {
        Self::OPEN.contains(&self)
    }

    /// Whether it takes a doctor's time.
    pub fn is_live(self) -> bool {
        Self::LIVE.contains(&self)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl From<String> for Status {
    /// The database holds only known words; an unknown one would be a mistake of ours, and takes nobody's time.
    fn from(word: String) -> Self {
        Self::of(&word).unwrap_or(Self::Cancelled)
    }
}

impl From<Status> for String {
    fn from(status: Status) -> Self {
        status.as_str().to_owned()
    }
}

/// What kind of meeting it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The first with this matter.
    New,
    /// Another one.
    FollowUp,
    /// By video.
    Video,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::New, Self::FollowUp, Self::Video];

    /// The word in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::FollowUp => "follow_up",
            Self::Video => "video",
        }
    }

    /// The kind of this word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// The catalogue key of its name.
    pub const fn label_key(self) -> &'static str {
        match self {
            Self::New => "appointment-kind-new",
            Self::FollowUp => "appointment-kind-follow-up",
            Self::Video => "appointment-kind-video",
        }
    }
}

impl From<String> for Kind {
    /// The database holds only known words.
    fn from(word: String) -> Self {
        Self::of(&word).unwrap_or(Self::FollowUp)
    }
}

impl From<Kind> for String {
    fn from(kind: Kind) -> Self {
        kind.as_str().to_owned()
    }
}

/// A step in the life of an appointment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// What was asked for is given.
    Confirm,
    /// They are here.
    Arrive,
    /// The doctor begins.
    Start,
    /// It is over.
    Complete,
    /// They did not come.
    NoShow,
    /// It is called off.
    Cancel,
    /// It is on again after all.
    BringBack,
    /// The last step was a mistake: back to where it stood before, with a reason.
    PutRight,
}

impl Step {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Confirm,
        Self::Arrive,
        Self::Start,
        Self::Complete,
        Self::NoShow,
        Self::Cancel,
        Self::BringBack,
        Self::PutRight,
    ];

    /// Where the step leads from a status; none when there is no such step.
    pub const fn from(self, status: Status) -> Option<Status> {
        match (self, status) {
            (Self::Confirm, Status::Requested) => Some(Status::Booked),
            (Self::Arrive, Status::Booked) => Some(Status::Arrived),
            (Self::Start, Status::Arrived) => Some(Status::InConsultation),
            (Self::Complete, Status::InConsultation) => Some(Status::Completed),
            (Self::NoShow, Status::Booked) => Some(Status::NoShow),
            (Self::Cancel, Status::Booked | Status::Requested) => Some(Status::Cancelled),
            (Self::BringBack, Status::Cancelled) => Some(Status::Booked),
            (Self::PutRight, Status::Completed) => Some(Status::InConsultation),
            (Self::PutRight, Status::InConsultation) => Some(Status::Arrived),
            (Self::PutRight, Status::Arrived | Status::NoShow) => Some(Status::Booked),
            _ => None,
        }
    }

    /// Where an appointment stands that is brought back: where it stood when it was called off, as far as its history
    /// knows.
    pub const fn back_to(held: Option<Status>) -> Status {
        match held {
            Some(Status::Requested) => Status::Requested,
            _ => Status::Booked,
        }
    }

    /// What history and the audit trail call it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Confirm => "confirmed",
            Self::Arrive => "arrived",
            Self::Start => "started",
            Self::Complete => "completed",
            Self::NoShow => "no-show",
            Self::Cancel => "cancelled",
            Self::BringBack => "brought-back",
            Self::PutRight => "put-right",
        }
    }

    /// Whether it says why.
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Cancel | Self::PutRight)
    }

    /// Whether one click takes it and another undoes it.
    pub const fn is_quick(self) -> bool {
        matches!(self, Self::Arrive | Self::Start | Self::Complete | Self::NoShow)
    }
}

/// How long the page offers to undo a quick step.
pub const UNDO_SHOWN: SignedDuration = SignedDuration::from_secs(10);
/// How long the server takes it: a click on the last second may be slow to arrive.
pub const UNDO_TAKEN: SignedDuration = SignedDuration::from_secs(20);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_life_of_an_appointment_has_these_steps_and_no_others() {
        use Status::*;
        let known = [
            (Step::Confirm, Requested, Booked),
            (Step::Arrive, Booked, Arrived),
            (Step::Start, Arrived, InConsultation),
            (Step::Complete, InConsultation, Completed),
            (Step::NoShow, Booked, NoShow),
            (Step::Cancel, Booked, Cancelled),
            (Step::Cancel, Requested, Cancelled),
            (Step::BringBack, Cancelled, Booked),
            (Step::PutRight, Completed, InConsultation),
            (Step::PutRight, InConsultation, Arrived),
            (Step::PutRight, Arrived, Booked),
            (Step::PutRight, NoShow, Booked),
        ];
        let mut found = 0;
        for step in Step::ALL {
            for status in Status::ALL {
                let expected = known.iter().find(|(s, from, _)| (*s, *from) == (step, status));
                assert_eq!(step.from(status), expected.map(|(_, _, to)| *to), "{step:?} from {status:?}");
                found += usize::from(step.from(status).is_some());
            }
        }
        assert_eq!(found, known.len());
    }

    #[test]
    fn what_was_only_asked_for_comes_back_as_asked_for() {
        for status in Status::ALL {
            let right = if status == Status::Requested { Status::Requested } else { Status::Booked };
            assert_eq!(Step::back_to(Some(status)), right);
        }
        assert_eq!(Step::back_to(None), Status::Booked);
    }

    #[test]
    fn words_are_read_as_they_were_written() {
        for status in Status::ALL {
            assert_eq!(Status::from(status.as_str().to_owned()), status);
        }
        for kind in Kind::ALL {
            assert_eq!(Kind::from(kind.as_str().to_owned()), kind);
        }
    }
}
