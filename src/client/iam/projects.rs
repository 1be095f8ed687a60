//! The project of a region, when nobody has said it: IAM knows.

use serde::Deserialize;

use super::super::configuration;
use super::said::explained;
use crate::generated::Client;
use crate::text::printable;
use crate::{Error, ErrorKind};

/// Huawei's name of the API.
const OPERATION: &str = "KeystoneListProjects";

const GIVE_PROJECT: &str = "call .project_id(\"…\"), or set HUAWEICLOUD_SDK_PROJECT_ID";

#[derive(Deserialize)]
struct Answer {
    projects: Vec<Project>,
}

#[derive(Deserialize)]
struct Project {
    id: String,
}

/// Asks for the project with the region's name; `iam` is a client of IAM that knows who is calling.
pub(in crate::client) async fn project_of(iam: &Client, region: &str) -> Result<String, Error> {
    let answer = iam.request("GET", "/v3/projects").query("name", region).send_for_json::<Answer>().await;
    let answer = answer.map_err(|error| explained(error).with_operation(OPERATION))?;
    match &answer.projects[..] {
        [one] => Ok(one.id.clone()),
        [] => Err(configuration(format!("there is no project of the region {region}"), GIVE_PROJECT)
            .with_request_id(answer.request_id().map(ToOwned::to_owned))),
        several => {
            let ids: Vec<_> = several.iter().map(|project| &*project.id).collect();
            let message = format!("the region {region} has several projects: {}", printable(&ids.join(", ")));
            Err(Error::new(ErrorKind::Configuration, message).with_advice(GIVE_PROJECT))
        }
    }
}
