//! The uploads of a job: where each file goes, and what to do when OBS refuses.

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};

use super::run::Run;
use super::{Event, Item};
use crate::types::{CreateTrainingJobRsp, JobId, ShowJobUploadingAddressRsp};
use crate::upload::{Body, ContentType};
use crate::{Client, Error, ErrorKind};

/// How often one file is sent when the network or OBS fails.
const ATTEMPTS: u32 = 4;
/// The first pause before a file is sent again; each further one is twice as long.
const PAUSE: Duration = Duration::from_secs(1);

/// The pre-signed URLs of a job.
#[derive(Default)]
pub(super) struct Addresses {
    recording: Option<SecretString>,
    letter: Option<SecretString>,
}

impl From<CreateTrainingJobRsp> for Addresses {
    fn from(created: CreateTrainingJobRsp) -> Self {
        Self {
            recording: created.training_data_uploading_url.map(Into::into),
            letter: created.authorization_letter_uploading_url.map(Into::into),
        }
    }
}

impl From<ShowJobUploadingAddressRsp> for Addresses {
    fn from(fresh: ShowJobUploadingAddressRsp) -> Self {
        Self {
            recording: fresh.package_url.and_then(|url| url.training_data_uploading_url).map(Into::into),
            letter: fresh.authorization_letter_uploading_url.map(Into::into),
        }
    }
}

impl Addresses {
    fn of(&self, item: Item) -> Option<&SecretString> {
        match item {
            Item::Recording => self.recording.as_ref(),
            Item::Letter => self.letter.as_ref(),
        }
    }
}

/// Uploads one file, unless the journal says that it has been. A failure that may pass is tried again from the start; a refused URL is renewed once; a wrong
/// content type gives way to the next one.
pub(super) async fn upload(
    run: &mut Run,
    job_id: &JobId,
    addresses: &mut Addresses,
    item: Item,
    body: &Body,
    content_types: &[Option<ContentType>],
) -> Result<(), Error> {
    if run.journal().round.uploaded.contains(&item) {
        return Ok(());
    }
    let mut content_types = content_types.iter().cloned();
    let mut content_type = content_types.next().flatten();
    let mut renewed = addresses.of(item).is_none();
    if renewed {
        *addresses = renew(run, job_id).await?;
    }
    let mut attempt = 1;
    loop {
        let Some(url) = addresses.of(item) else {
            let message = format!("the service gave no address for the {item}");
            return Err(Error::new(ErrorKind::UnexpectedAnswer, message));
        };
        let url = url.expose_secret().to_owned();
        let put = run.client.uploader().put(url, body.clone()).content_type(content_type.clone());
        let sent = run.follow(|tell| put.on_progress(tell), |progress| Event::Uploading { item, progress });
        let error = match sent.await {
            Ok(_) => {
                run.record(|journal| journal.round.uploaded.push(item)).await?;
                run.reached(Event::Uploaded { item });
                return Ok(());
            }
            Err(error) => error,
        };
        if error.code() == Some("SignatureDoesNotMatch")
            && let Some(next) = content_types.next()
        {
            content_type = next;
        } else if error.status() == Some(403) && !renewed {
            *addresses = renew(run, job_id).await?;
            renewed = true;
        } else if may_pass(&error) && attempt < ATTEMPTS {
            run.reached(Event::Trouble { error: error.to_string() });
            run.sleep(PAUSE * 2_u32.pow(attempt - 1)).await;
            attempt += 1;
        } else {
            return Err(error);
        }
    }
}

async fn renew(run: &mut Run, job_id: &JobId) -> Result<Addresses, Error> {
    let show = async |client: Client| client.show_job_uploading_address().job_id(job_id.clone()).send().await;
    let fresh = run.patiently(show).await?;
    Ok(fresh.into_inner().into())
}

/// Whether sending the whole file again may help. A PUT of the same object has the same effect twice.
fn may_pass(error: &Error) -> bool {
    let passing = ["RequestTimeout", "IncompleteBody", "OperationAborted", "InternalError", "ServiceUnavailable"];
    error.is_transient() || error.code().is_some_and(|code| passing.contains(&code))
}
