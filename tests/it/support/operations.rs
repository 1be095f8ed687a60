//! Every operation of the spec as a call that the simulator carries out, with what it needs beforehand.

use metastudio_voice::types::{CreateType, ShortJobType};
use metastudio_voice::upload::{Body, ContentType, Package, Source};
use metastudio_voice::{Client, Error};
use metastudio_voice_simulator::{Clock, Simulator};

use crate::support::{client_of, file, wav};

/// A simulator in which every operation can be carried out once, and whose clock stands still.
pub(crate) struct Ready {
    pub(crate) simulator: Simulator,
    /// A job with its recording uploaded.
    job: String,
    /// A job whose segment 0 is uploaded.
    segments: String,
    /// A short job with its recording uploaded.
    short_job: String,
    once_token: String,
}

/// A zip with a recording in this folder.
async fn zip(folder: &std::path::Path) -> Body {
    let recording = file(folder, "recording.wav", wav(2 * 48_000));
    let package = Package::new().add("recording.wav", Source::open(&recording).expect("source")).expect("name");
    package.into_body().await.expect("zip")
}

impl Ready {
    /// Prepares what one operation needs.
    pub(crate) async fn for_operation(operation: &str) -> Self {
        let simulator = Simulator::builder().clock(Clock::Manual).start().await.expect("simulator");
        let client = client_of(&simulator).await;
        let job = client.create_training_advance_job().body_map(|job| job.voice_name("v"));
        let job = job.send().await.expect("job").into_inner();
        let short = client.create_short_job().body_map(|job| job.job_type(ShortJobType::VoiceAssess));
        let short = short.send().await.expect("short job").into_inner();
        let segments = client.create_training_basic_job();
        let segments = segments.body_map(|job| job.voice_name("s").create_type(CreateType::Segment));
        let segments = segments.send().await.expect("job").into_inner();
        let folder = tempfile::tempdir().expect("folder");
        let put = async |url: Option<String>, body: Body, kind: ContentType| {
            client.uploader().put(url.expect("a URL"), body).content_type(kind).await.expect("uploaded");
        };
        match operation {
            "CommitVoiceTrainingJob" => {
                put(job.training_data_uploading_url, zip(folder.path()).await, ContentType::ZIP).await
            }
            "CommitShortJob" => put(short.data_uploading_url, zip(folder.path()).await, ContentType::ZIP).await,
            "ConfirmTrainingSegment" => {
                let urls = segments.segment_uploading_url.expect("URLs");
                put(urls.audio_uploading_url.first().cloned(), Body::bytes(wav(4_800)), ContentType::WAV).await;
                put(urls.txt_uploading_url.first().cloned(), Body::bytes("hello"), ContentType::TEXT).await;
            }
            _ => {}
        }
        let once_token = simulator.offer_file(&job.job_id, "the file");
        Self { simulator, job: job.job_id, segments: segments.job_id, short_job: short.job_id, once_token }
    }

    /// Calls an operation, with whatever it needs. A stream is not read.
    pub(crate) async fn call(&self, client: &Client, operation: &str) -> Result<u32, Error> {
        let (job, short_job) = (self.job.as_str(), self.short_job.as_str());
        macro_rules! sent {
            ($call:expr) => {
                $call.send().await.map(|response| response.attempts())
            };
        }
        match operation {
            "CreateTrainingBasicJob" => sent!(client.create_training_basic_job().body_map(|job| job.voice_name("v"))),
            "CreateTrainingMiddleJob" => sent!(client.create_training_middle_job().body_map(|job| job.voice_name("v"))),
            "CreateTrainingAdvanceJob" => {
                sent!(client.create_training_advance_job().body_map(|job| job.voice_name("v")))
            }
            "CreateTrainingThirdPartyJob" => {
                sent!(client.create_training_third_party_job().body_map(|job| job.voice_name("v")))
            }
            "ListVoiceTrainingJob" => sent!(client.list_voice_training_job()),
            "CommitVoiceTrainingJob" => {
                sent!(client.commit_voice_training_job().job_id(job).body_map(|body| body))
            }
            "ShowVoiceTrainingJob" => sent!(client.show_voice_training_job().job_id(job)),
            "DeleteVoiceTrainingJob" => sent!(client.delete_voice_training_job().job_id(job)),
            "ShowJobUploadingAddress" => sent!(client.show_job_uploading_address().job_id(job)),
            "ShowJobAuditResult" => sent!(client.show_job_audit_result().job_id(job)),
            "ListJobOperationLog" => sent!(client.list_job_operation_log().job_id(job)),
            "ShowTrainingSegmentInfo" => sent!(client.show_training_segment_info().job_id(&*self.segments)),
            "ConfirmTrainingSegment" => {
                sent!(client.confirm_training_segment().job_id(&*self.segments).index(0_i32))
            }
            "SetJobBatchName" => {
                let ids = vec![job.try_into().expect("an id")];
                sent!(client.set_job_batch_name().body_map(|body| body.batch_name("b").job_ids(ids)))
            }
            "ShowTenantDurationCfg" => sent!(client.show_tenant_duration_cfg()),
            "ShowVoiceTrainingQuotas" => sent!(client.show_voice_training_quotas()),
            "ShowUserReviewAttachmentUploadingAddress" => {
                sent!(client.show_user_review_attachment_uploading_address().job_id(job))
            }
            "CreateShortJob" => {
                sent!(client.create_short_job().body_map(|body| body.job_type(ShortJobType::VoiceAssess)))
            }
            "CommitShortJob" => sent!(client.commit_short_job().job_id(short_job)),
            "ShowShortJob" => sent!(client.show_short_job().job_id(short_job)),
            "ShowEncryptFile" => {
                let tenant = self.simulator.project_id();
                sent!(client.show_encrypt_file().tenant_id(tenant).job_id(job).once_token(&*self.once_token))
            }
            other => panic!("{other} has no call yet: add one to this match, with the arguments that it requires"),
        }
    }
}
