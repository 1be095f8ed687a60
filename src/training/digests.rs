//! Compares the files of a plan with those whose digests the journal has.

use super::Event;
use super::context::Context;
use super::journal::{Digest, Submission};
use super::preflight::{self, Checked};
use super::store::blocking;
use crate::Error;
use crate::upload::Body;

/// The digests of the files that a plan would upload.
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

    /// Returns the digest of the recording, or of all segments.
    pub(super) fn recording(&self) -> Digest {
        self.recording
    }

    /// Returns a new submission with these files, without any progress.
    pub(super) fn new_submission(&self, number: u32, before: &Submission) -> Submission {
        let replaced = before.recording != Some(self.recording);
        Submission { number, recording: Some(self.recording), letter: self.letter, replaced, ..Submission::default() }
    }

    /// Records the digests in a submission.
    pub(super) fn record_in(&self, submission: &mut Submission) {
        (submission.recording, submission.letter) = (Some(self.recording), self.letter);
    }

    /// Returns whether a submission has the same files.
    pub(super) fn match_submission(&self, submission: &Submission) -> bool {
        submission.recording == Some(self.recording) && submission.letter == self.letter
    }

    /// Returns an error that names the file that differs from the submission's, if the submission has files already.
    pub(super) fn check_against(&self, submission: &Submission) -> Result<(), String> {
        let Some(recording) = submission.recording else { return Ok(()) };
        check_digest("recording", Some(recording), Some(self.recording))?;
        check_digest("authorization letter", submission.letter, self.letter)
    }
}

impl Submission {
    /// Returns an error that names the file that differs from the submitted one. A file that does not exist any more is
    /// no difference.
    pub(super) fn check_files(&self, recording: Option<Digest>, letter: Option<Digest>) -> Result<(), String> {
        for (name, before, now) in
            [("recording", self.recording, recording), ("authorization letter", self.letter, letter)]
        {
            // A submission without a recording's digest has no digests; a training may have no letter.
            if now.is_some() && self.recording.is_some() {
                check_digest(name, before, now)?;
            }
        }
        Ok(())
    }
}

fn check_digest(name: &str, before: Option<Digest>, now: Option<Digest>) -> Result<(), String> {
    let described = |digest: Option<Digest>| digest.map_or("none".to_owned(), |digest| digest.to_string());
    match before == now {
        true => Ok(()),
        false => Err(format!(
            "the {name} is not the one that this training began with: it was {}, now it is {}",
            described(before),
            described(now)
        )),
    }
}

/// Returns the digests of a plan's recording and letter as they are now; `None` for a file that does not exist or
/// cannot be read. The files are not checked.
pub(super) async fn read_files(context: &mut Context) -> (Option<Digest>, Option<Digest>) {
    let plan = context.plan.clone();
    let opened = blocking(move || Ok((preflight::package(&plan), plan.letter.and_then(|letter| letter.open().ok()))));
    let (package, letter) = opened.await.unwrap_or_default();
    let recording = match package {
        Some(package) => {
            let read = context.forward_events(|events| {
                package.into_body_with(move |read| events.send(Event::Reading { progress: read.progress }))
            });
            match read.await {
                Ok(body) => digest(&body).await.ok(),
                Err(_) => None,
            }
        }
        None => None,
    };
    let letter = match letter.and_then(|letter| Body::file(letter).ok()) {
        Some(letter) => digest(&letter).await.ok(),
        None => None,
    };
    (recording, letter)
}

async fn digest(body: &Body) -> Result<Digest, Error> {
    let (bytes, crc32) = body.content_checksum().await?;
    Ok(Digest { bytes, crc32 })
}
