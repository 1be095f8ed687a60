//! The call with this crate, as a user writes it.

use metastudio_voice::types::{CreateTrainingJobRsp, CreateType, JobTag, Sex, SupportedServiceEnum};

use metastudio_voice::{Client, Credentials, Error, Response};

use crate::Failure;
use crate::contender::Server;

pub(crate) async fn client(server: &Server) -> Result<Client, Failure> {
    let keys = Credentials::access_key(&server.access_key, &server.secret_key)?;
    Ok(Client::builder().endpoint(&server.endpoint).project_id(&server.project_id).credentials(keys).build().await?)
}

pub(crate) async fn create(client: &Client) -> Result<String, Failure> {
    let job = send(client).await?.into_inner();
    job.training_data_uploading_url.ok_or("no upload URL for the recording")?;
    job.authorization_letter_uploading_url.ok_or("no upload URL for the letter")?;
    Ok(job.job_id)
}

pub(crate) async fn send(client: &Client) -> Result<Response<CreateTrainingJobRsp>, Error> {
    client
        .create_training_advance_job()
        .body_map(|job| {
            job.voice_name("温柔 女声 & co")
                .description("It is a female voice.")
                .sex(Sex::Female)
                .language("CN")
                .tag(JobTag::Ecommerce)
                .create_type(CreateType::Package)
                .phone("13500001111")
                .dhtms_job_id("abcdefg")
                .batch_name("123qwe")
                .output_language("CN")
                .custom_text("你好,这是一段试听文本")
                .is_ondemand_resource(false)
                .supported_service(vec![SupportedServiceEnum::Video2d])
        })
        .send()
        .await
}
