//! The confirmation of a segment. It is not known what asking twice does, so a lost answer is looked up first.

use std::collections::BTreeSet;

use crate::types::JobId;
use crate::{Client, Error, ErrorKind};

/// What the service says of a segment.
pub(super) enum Verdict {
    Confirmed,
    /// Speech and text differ at these positions.
    Mismatched(Vec<i64>),
}

/// Asks once for a segment to be confirmed. When the answer is lost, what the service has confirmed tells what it was,
/// unless the segment was confirmed `before`: then asking again is all that is left.
pub(super) async fn confirm(client: &Client, job_id: &JobId, index: usize, before: bool) -> Result<Verdict, Error> {
    match client.confirm_training_segment().job_id(job_id.clone()).index(index).send().await {
        Ok(answer) => match answer.confirm_result {
            Some(true) => Ok(Verdict::Confirmed),
            Some(false) => Ok(Verdict::Mismatched(answer.into_inner().unmatched_index_hit)),
            None if confirmed(client, job_id).await?.contains(&index) => Ok(Verdict::Confirmed),
            None => {
                let message = format!("the service does not say whether segment {index} is confirmed");
                Err(Error::new(ErrorKind::UnexpectedResponse, message))
            }
        },
        Err(error) if error.is_in_doubt() && !before && confirmed(client, job_id).await?.contains(&index) => {
            Ok(Verdict::Confirmed)
        }
        Err(error) => Err(error),
    }
}

/// The positions of the segments that the service has confirmed.
pub(super) async fn confirmed(client: &Client, job_id: &JobId) -> Result<BTreeSet<usize>, Error> {
    let shown = client.show_training_segment_info().job_id(job_id.clone()).send().await?;
    Ok(shown.confirmed_index.iter().filter_map(|index| usize::try_from(*index).ok()).collect())
}
