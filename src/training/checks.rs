//! Everything that can be known before a job is created.

use std::path::Path;

use super::run::Run;
use super::{Event, Plan, Recording};
use crate::types::{AppUserId, CreateTrainingJobReq, CreateType, TenantDurationCfg};
use crate::upload::{Body, ContentType, Package, Source};
use crate::{Client, Error, ErrorKind};

/// The name of the recording in the archive. It does not depend on the file's own name, so that the same recording
/// makes the same archive everywhere; the service has no rule for it.
const NAME_IN_ARCHIVE: &str = "recording.wav";

/// A plan whose files and fields are known to be usable.
pub(super) struct Checked {
    pub(super) request: CreateTrainingJobReq,
    pub(super) app_user_id: Option<AppUserId>,
    pub(super) recording: Recording,
    pub(super) package: Body,
    pub(super) letter: Option<Letter>,
}

/// The letter and the content types to try for it, in this order.
#[derive(Clone)]
pub(super) struct Letter {
    pub(super) body: Body,
    pub(super) content_types: Vec<Option<ContentType>>,
}

/// Checks a plan. Nothing is created at the service.
pub(super) async fn check(run: &mut Run) -> Result<Checked, Error> {
    let (client, plan) = (&run.client, &run.plan);
    let request = plan.details.clone().voice_name(plan.voice_name.clone()).create_type(CreateType::Package);
    let request = CreateTrainingJobReq::try_from(request).map_err(|error| invalid(error.to_string()))?;
    let app_user_id = plan.app_user_id.clone().map(AppUserId::try_from).transpose();
    let app_user_id = app_user_id.map_err(|error| invalid(format!("app_user_id: {error}")))?;

    let source = Source::open(&plan.recording)?;
    let recording = Recording::inspect(&source)?;
    let letter = plan.letter.as_ref().map(|_| letter(plan)).transpose()?;
    let package = Package::new().add(NAME_IN_ARCHIVE, source)?;
    let limits = limits(client).await?;
    check_duration(&recording, limits.as_ref())?;
    let package = run
        .follow(
            |mut tell| package.into_body_with(move |read| tell(read.progress)),
            |progress| Event::Reading { progress },
        )
        .await?;
    Ok(Checked { request, app_user_id, recording, package, letter })
}

pub(super) fn invalid(message: String) -> Error {
    Error::new(ErrorKind::InvalidRequest, message).with_advice("nothing was created")
}

fn letter(plan: &Plan) -> Result<Letter, Error> {
    let source = Source::open(plan.letter.as_deref().unwrap_or("".as_ref()))?;
    if source.is_empty() {
        return Err(Error::new(ErrorKind::File, format!("{} is empty", source.name())));
    }
    let content_types = match &plan.letter_content_type {
        Some(content_type) => vec![Some(content_type.clone())],
        None => {
            let extension = source.path().and_then(Path::extension).map(|text| text.to_string_lossy().to_lowercase());
            let own = match extension.as_deref() {
                Some("pdf") => Some(ContentType::PDF),
                Some("jpg" | "jpeg") => Some(ContentType::JPEG),
                Some("png") => Some(ContentType::PNG),
                _ => None,
            };
            let mut types = vec![Some(ContentType::OCTET_STREAM)];
            types.extend(own.map(Some));
            types.push(None);
            types
        }
    };
    Ok(Letter { body: Body::file(source)?, content_types })
}

/// The tenant's limits. A service that does not tell them has none that could be checked; wrong credentials show
/// here, before anything is created.
async fn limits(client: &Client) -> Result<Option<TenantDurationCfg>, Error> {
    match client.show_tenant_duration_cfg().send().await {
        Ok(limits) => Ok(Some(limits.into_inner())),
        Err(error) if error.kind() == ErrorKind::Refused && !error.is_auth() => Ok(None),
        Err(error) => Err(error),
    }
}

fn check_duration(recording: &Recording, limits: Option<&TenantDurationCfg>) -> Result<(), Error> {
    let Some(limits) = limits else { return Ok(()) };
    let seconds = recording.duration.as_secs_f64();
    let too_short = limits.advance_min.filter(|least| seconds < *least as f64);
    // A maximum of nothing would refuse everything: it is not one.
    let too_long = limits.advance_max.filter(|most| *most > 0 && seconds > *most as f64);
    let message = match (too_short, too_long) {
        (Some(least), _) => format!("the recording has {seconds:.0} s, and the service takes no less than {least}"),
        (_, Some(most)) => format!("the recording has {seconds:.0} s, and the service takes no more than {most}"),
        (None, None) => return Ok(()),
    };
    Err(Error::new(ErrorKind::File, message).with_advice("nothing was created"))
}
