//! Whether the files of a plan are those that the journal knows.

use super::journal::{Digest, Round};
use super::preflight::Checked;
use crate::Error;
use crate::upload::Body;

/// The digests of what a plan would upload.
pub(super) struct Digests {
    recording: Digest,
    letter: Option<Digest>,
}

impl Digests {
    pub(super) async fn of(checked: &Checked) -> Result<Self, Error> {
        let letter = match &checked.letter {
            Some(letter) => Some(digest(&letter.body).await?),
            None => None,
        };
        Ok(Self { recording: digest(&checked.package).await?, letter })
    }

    /// A round that has just begun with these in place of others.
    pub(super) fn replacing(&self, number: u32, before: &Round) -> Round {
        let replaced = before.recording != Some(self.recording);
        Round { number, recording: Some(self.recording), letter: self.letter, replaced, ..Round::default() }
    }

    /// Notes them in a round.
    pub(super) fn enter(&self, round: &mut Round) {
        (round.recording, round.letter) = (Some(self.recording), self.letter);
    }

    /// Whether a round is about the same files.
    pub(super) fn are_those_of(&self, round: &Round) -> bool {
        round.recording == Some(self.recording) && round.letter == self.letter
    }

    /// Says which file is another one than in a round that has some already.
    pub(super) fn must_be_those_of(&self, round: &Round) -> Result<(), String> {
        let Some(recording) = round.recording else { return Ok(()) };
        let described = |digest: Option<Digest>| digest.map_or("none".to_owned(), |digest| digest.to_string());
        let files =
            [("recording", Some(recording), Some(self.recording)), ("authorization letter", round.letter, self.letter)];
        match files.into_iter().find(|(_, before, now)| before != now) {
            None => Ok(()),
            Some((name, before, now)) => Err(format!(
                "the {name} is not the one that this training began with: it was {}, and is {}",
                described(before),
                described(now)
            )),
        }
    }
}

async fn digest(body: &Body) -> Result<Digest, Error> {
    let (bytes, crc32) = body.content_checksum().await?;
    Ok(Digest { bytes, crc32 })
}
