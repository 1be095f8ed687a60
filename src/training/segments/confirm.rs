//! Confirms a segment. The effect of a second confirmation is not documented, so after a lost response the client first
//! looks up what the first one did.

use std::collections::BTreeSet;

use crate::types::JobId;
use crate::{Client, Error, ErrorKind};

/// The service's verdict on a segment.
pub(super) enum Verdict {
    Confirmed,
    /// Speech and text differ at these positions.
    Mismatched(Vec<i64>),
}

/// Requests the confirmation of a segment once. If the response is lost, the list of confirmed segments shows its
/// effect, unless the segment `was_confirmed` before the request: then only a further request helps.
pub(super) async fn confirm(
    client: &Client,
    job_id: &JobId,
    index: usize,
    was_confirmed: bool,
) -> Result<Verdict, Error> {
    match client.confirm_training_segment().job_id(job_id.clone()).index(index).send().await {
        Ok(response) => match response.confirm_result {
            Some(true) => Ok(Verdict::Confirmed),
            Some(false) => Ok(Verdict::Mismatched(response.into_inner().unmatched_index_hit)),
            None if confirmed(client, job_id).await?.contains(&index) => Ok(Verdict::Confirmed),
            None => {
                let message = format!("the service does not state whether segment {index} is confirmed");
                Err(Error::new(ErrorKind::UnexpectedResponse, message))
            }
        },
        Err(error) if error.is_in_doubt() && !was_confirmed && confirmed(client, job_id).await?.contains(&index) => {
            Ok(Verdict::Confirmed)
        }
        Err(error) => Err(error),
    }
}

/// Returns the positions of the segments that the service has confirmed.
pub(super) async fn confirmed(client: &Client, job_id: &JobId) -> Result<BTreeSet<usize>, Error> {
    let shown = client.show_training_segment_info().job_id(job_id.clone()).send().await?;
    Ok(shown.confirmed_index.iter().filter_map(|index| usize::try_from(*index).ok()).collect())
}
