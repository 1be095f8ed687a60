//! Simulates Huawei Cloud MetaStudio's voice-training API, its OBS uploads, and the IAM and the metadata service that
//! issue credentials for it. The simulator is a real HTTP service on loopback. It keeps state, refuses whatever the
//! service would refuse, and behaves the same in every run.
//!
//! ```
//! use metastudio_voice::types::JobState;
//! use metastudio_voice_simulator::{Clock, Simulator};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let simulator = Simulator::builder().clock(Clock::Manual).start().await?;
//! let client = simulator.client().await?;
//! // Let it create and submit a job, then move the job on:
//! simulator.advance();
//! assert!(simulator.jobs().iter().all(|job| job.state != JobState::Failed));
//! # Ok(())
//! # }
//! ```
//!
//! The command `metastudio-voice-simulator` is the same for programs in any language. It prints one line of JSON with
//! the addresses and credentials when it is ready, and serves until it is stopped. With a command it runs that command
//! instead, with the addresses in its environment. With `--conformance` it then [judges](Simulator::conformance) the
//! client.
//!
//! # Features
//!
//! The simulator has every operation of the API, for all editions that can be created: jobs with a zip and jobs with
//! single segments, short jobs, batches, quotas, attachments, one-time downloads. Paths, types, lengths and known
//! values are those of the spec from which the client is generated. Wrong signatures
//! [lock](SimulatorBuilder::key_lock) a key. The simulator can [enforce the rate
//! limits](SimulatorBuilder::rate_limits).
//!
//! A test gets a ready [client](Simulator::client) and the [fixtures] that it needs. It can [seed](Seed) jobs in any
//! state and of any age, [move](Simulator::advance_job) one of them or [put](Simulator::set_job_state) it into a state,
//! and [stub](Stub) the response to an operation or a path. The page
//! [`guide::testing`](metastudio_voice::guide::testing) shows complete tests.
//!
//! A test can inject the failures that occur between a client and a service: refusals, broken connections, lost, late
//! and truncated responses, uploads that stall. The documented errors [have names](ErrorResponse). It can script them for [calls](Simulator::disturb) and
//! [uploads](Simulator::disturb_upload), or [draw them from a seed](SimulatorBuilder::chaos). The record of each
//! request shows whether it was [disturbed](ReceivedRequest::disturbed) and whether it was [carried
//! out](ReceivedRequest::carried_out). A test can [pause the simulator](Simulator::on_event) at each moment of each
//! request, for example to kill its client there. A request that has arrived whole is then carried out, and one that
//! has not leaves nothing.
//!
//! It can [drift](SimulatorBuilder::drift): respond with fields, values, codes and headers that the spec does not have, to
//! test a client that has to tell them.
//!
//! The simulator does not analyze recordings: scores are always good, and speech matches its text unless the control
//! plane says otherwise.
//!
//! IAM has [its own port](Simulator::iam_endpoint). It issues tokens for a password and temporary keys for a token, and
//! lists projects. The [metadata service](Simulator::metadata_endpoint) of a cloud server has its own port too, and
//! issues temporary keys. The API accepts all these credentials until they expire or are revoked. Their lifetime can be
//! [set](SimulatorBuilder::token_lifetime), and a test can [expire](Simulator::expire_tokens) or
//! [revoke](Simulator::revoke_tokens) all tokens and [expire](Simulator::expire_temporary_keys) all temporary keys.
//! Tokens can be [long](SimulatorBuilder::token_bytes), and the clock can be [wrong](SimulatorBuilder::clock_offset).
//! The API and IAM speak HTTP/1.1, and HTTP/2 with clients that begin with it.
//!
//! Uploads go to another port. The crate `reqsign-huaweicloud-obs` signs their URLs, and [`presigned`] verifies them,
//! so that neither is checked against itself.
//!
//! # Operations that are not implemented
//!
//! An operation that the spec has and the simulator does not implement gets the response that the spec shows, so that
//! an edit of the spec can be tried at once. The spec is the one that the library was built with, or one that is [passed
//! in](SimulatorBuilder::spec). The response has the first status of a success, the `example` of its body (or the first
//! of its `examples`, or one built from the examples of the schema's properties), and the header `x-simulator-example`
//! with the name of the operation. If the spec has no example, the response is a 501 that says what to add.
//!
//! To try another response, [stub](Stub) the operation.
//!
//! Such a request is authenticated, recorded, disturbed and limited as every other, and counts as carried out. Of its
//! arguments, the simulator checks `project_id` and `job_id` in the path, the header `X-App-UserId`, and that the body
//! is a JSON object if the spec requires one.
//!
#![doc = include_str!("../assumptions.md")]
//!
//! # Control plane
//!
//! The control plane is under `/_simulator/` on the API's port, for all servers. It speaks JSON and requires no
//! credentials.
//!
//! | request | effect |
//! |---|---|
//! | `GET /_simulator/state` | returns the clock, the credits spent, the training jobs and the short jobs |
//! | `POST /_simulator/clock/advance` | moves every job that is in a state that ends by itself into its next state; returns the state |
//! | `POST /_simulator/jobs` | [seeds](Seed) a training job, and returns it with its `job_id`: `{"state": "PROCESSING", "job_type": "MIDDLE", "created_ago": 432000, "submitted_ago": 432000, "updated_ago": 3600, "details": {"voice_name": "…", "sex": "MALE"}, "app_user_id": "…", "failure": {"stage": "admin", "message": "…"}}`. Only the state is required; one that the API does not have is given as `unknown_state`. Ages are in seconds, `details` has the fields of a create request, and `failure` is written as for `/review` |
//! | `POST /_simulator/short-jobs` | [seeds](ShortJobSeed) a short job, and returns it with its `job_id`: `{"state": "FAILED", "created_ago": 3600, "updated_ago": 60, "failure": {"stage": "assessment", "code": "…", "reason": "…"}}`. Only the state is required; one that the API does not have is given as `unknown_state` |
//! | `POST /_simulator/jobs/advance` | moves one job into its next state: `{"job_id"}`; returns its state |
//! | `POST /_simulator/jobs/state` | puts a training job into a state: `{"job_id", "state"}` or `{"job_id", "unknown_state"}`; returns its state |
//! | `POST /_simulator/stubs` | adds a [stub](Stub): `{"operation": "ShowVoiceTrainingJob", "status": 200, "json": {…}, "headers": {"x-a": "b"}, "times": 1}`, or with `method` and `path` in place of `operation`; `text` or `base64` with `content_type`, or an `error`, in place of `json`; without `times` it is for every request |
//! | `POST /_simulator/stubs/clear` | removes all stubs |
//! | `GET /_simulator/fixtures/recording.wav` | returns the [recording](fixtures::recording), with `?seconds=60` one of that length (up to 600); `recording.zip` is the zip of it, `segments.zip?number=20` that of segments (up to 100), `letter.pdf` the letter |
//! | `POST /_simulator/uploads/expire` | expires all upload URLs issued so far |
//! | `POST /_simulator/uploads/expire-renewed` | makes the next responses of `ShowJobUploadingAddress` contain upload URLs that are already expired: `{"responses": 2}`, or `{}` for all until `{"responses": 0}` |
//! | `POST /_simulator/uploads/disturb` | disturbs the next uploads, one each: `{"disturbances": [{"kind": "reset-middle", "after": 65536}, {"kind": "respond", "status": 503, "code": "SlowDown", "message": "…"}]}`; add `"object": "recording"`, `"letter"`, `"segment-audio"`, `"segment-text"` or `"review-attachment"`, the last three with `"index"`, to choose the object. The kinds are those of [`UploadDisturbance`] |
//! | `POST /_simulator/list/delay` | hides jobs that are created from now on from this number of lists: `{"lists": 2}` |
//! | `POST /_simulator/review` | makes a review, a training or an assessment fail: `{"stage": "system", "errors": [{"error_code", "error_message", "audio_name", "text_name"}]}`, `{"stage": "admin", "message"}`, `{"stage": "training", "code", "reason"}`, or the same with `"assessment"` for a short job; add `job_id` to choose the job, else the next job that reaches the stage fails |
//! | `POST /_simulator/segment` | makes the next check of a segment fail: `{"positions": [2, 5]}`; add `job_id` and `index` to choose the segment |
//! | `POST /_simulator/file` | offers a file for `ShowEncryptFile`: `{"job_id", "text"}`; returns its `once_token` |
//! | `POST /_simulator/disturb` | disturbs the next requests, one each: `{"disturbances": [{"kind": "reset-after"}, {"kind": "respond", "status": 429, "code": "APIGW.0308", "message": "…", "retry_after": "2"}]}`; add `operation` to choose the operation, which is required for IAM. The kinds are those of [`Disturbance`]. An error can have its [name](ErrorResponse) instead of its parts: `{"kind": "respond", "error": "no-credit"}` |
//! | `POST /_simulator/disturb/clear` | removes all scripted disturbances of calls and uploads |
//! | `POST /_simulator/tokens/expire` | expires all tokens issued so far, and the fixed one |
//! | `POST /_simulator/tokens/revoke` | revokes all tokens issued so far, and the fixed one |
//! | `POST /_simulator/keys/expire` | expires all temporary keys issued so far |
//! | `POST /_simulator/account` | locks or unlocks the account, changes the password: `{"locked": true, "password": "…"}`, one of them or both |
//! | `POST /_simulator/metadata` | changes how the metadata service behaves: `{"mode": "tokens"}`, `{"mode": "no-tokens", "status": 404}`, `{"mode": "no-agency"}` or `{"mode": "failing"}` |
//! | `POST /_simulator/metadata/expire` | expires all tokens that the metadata service has issued so far |
//! | `GET /_simulator/received` | returns how many requests arrived: `{"iam": {"/v3/auth/tokens": 2}}`, by server (`metastudio`, `obs`, `iam`, `metadata`) and path |
//! | `GET /_simulator/drift` | returns the differences from the spec that are drawn by [`--drift`](SimulatorBuilder::drift), and how many responses had each: `{"injected": [{"key": "unknown-field TrainingJobInfo.drift_7", "sent": 3}]}` |
//! | `GET /_simulator/conformance` | returns whether the client has trained a voice and sent credentials only where they belong: `{"conforms": false, "requests": 26, "voices": 1, "violations": ["…"]}` |
//! | `GET /_simulator/requests` | returns the requests received, and which operations were carried out, without secrets |

mod builder;
pub mod command;
mod conformance;
mod control;
pub mod fixtures;
mod http;
pub mod journal_stores;
mod memory_store;
mod services;
mod settings;
mod simulator;
mod state;

pub use builder::SimulatorBuilder;
pub use conformance::Conformance;
pub use http::disturbance::{Disturbance, UploadDisturbance};
pub use http::error_response::ErrorResponse;
pub use http::event::{Event, Moment};
pub use http::record::{ReceivedRequest, Server};
pub use http::stub::Stub;
pub use memory_store::MemoryStore;
pub use services::obs::presigned;
pub use simulator::Simulator;
pub use state::clock::Clock;
pub use state::drift::InjectedDrift;
pub use state::instruction::InstructionError;
pub use state::job::JobSnapshot;
pub use state::metadata::MetadataMode;
pub use state::objects::{ObjectKind, StoredObject};
pub use state::review::{AuditError, ReviewFailure};
pub use state::seed::{Seed, ShortJobSeed};
pub use state::short_job::ShortJobSnapshot;
