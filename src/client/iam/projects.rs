//! Looks up the project of a region in IAM.

use serde::Deserialize;

use super::super::configuration;
use super::refusal::classified;
use crate::generated::Client;
use crate::text::printable;
use crate::{Error, ErrorKind};

/// Huawei's name of the API.
const OPERATION: &str = "KeystoneListProjects";

const GIVE_PROJECT: &str = "call .project_id(\"…\"), or set HUAWEICLOUD_SDK_PROJECT_ID";

#[derive(Deserialize)]
struct Projects {
    projects: Vec<Project>,
}

#[derive(Deserialize)]
struct Project {
    id: String,
}

/// Returns the id of the project with the region's name; `iam` is a client of IAM with credentials.
pub(in crate::client) async fn project_of(iam: &Client, region: &str) -> Result<String, Error> {
    let response = iam.request("GET", "/v3/projects").query("name", region).send_for_json::<Projects>().await;
    let response = response.map_err(|error| classified(error).with_operation(OPERATION))?;
    match &response.projects[..] {
        [one] => Ok(one.id.clone()),
        [] => Err(configuration(format!("IAM has no project of the region {region}"), GIVE_PROJECT)
            .with_request_id(response.request_id().map(ToOwned::to_owned))),
        several => {
            let ids: Vec<_> = several.iter().map(|project| &*project.id).collect();
            let message = format!("the region {region} has several projects: {}", printable(&ids.join(", ")));
            Err(Error::new(ErrorKind::Configuration, message).with_advice(GIVE_PROJECT))
        }
    }
}
