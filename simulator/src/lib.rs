//! Simulates Huawei Cloud MetaStudio's voice-training API and its OBS uploads: a real HTTP service on loopback that
//! keeps state, takes nothing that the service would not take, and does the same in every run.
//!
//! ```
//! use metastudio_voice_simulator::{Clock, Simulator};
//!
//! # async fn example() -> std::io::Result<()> {
//! let simulator = Simulator::builder().clock(Clock::Manual).start().await?;
//! println!("{} with key {}", simulator.endpoint(), simulator.access_key());
//! // Point a client at it, let it create and submit a job, then move the job on:
//! simulator.advance();
//! assert!(simulator.jobs().iter().all(|job| job.state != "FAILED"));
//! # Ok(())
//! # }
//! ```
//!
//! The same as a command, for programs in any language: `metastudio-voice-simulator` prints one line of JSON with
//! the addresses and credentials when it is ready, and serves until it is stopped.
//!
//! # What it has
//!
//! The way of a premium job: `CreateTrainingAdvanceJob`, `CommitVoiceTrainingJob`, `ListVoiceTrainingJob`,
//! `ShowVoiceTrainingJob`, `DeleteVoiceTrainingJob`, `ShowJobUploadingAddress`, `ShowJobAuditResult`,
//! `ListJobOperationLog`, `ShowTenantDurationCfg`. Every other operation of the API answers 501
//! `SIMULATOR.NOT_IMPLEMENTED`. Paths, types, lengths and known values are those of the spec that the client is
//! generated from. IAM, rate limits, the locking of a key after wrong signatures, and faults on demand are not
//! simulated.
//!
//! Uploads go to a second port. Their URLs are signed by the crate `reqsign-huaweicloud-obs` and checked by
//! [`presigned`], so that neither vouches for itself.
//!
//! # Documented and assumed
//!
//! No live account was used. *Documented* is what the vendor's pages, SDKs or its own OpenAPI say; *assumed* is what
//! the simulator had to settle on where they say nothing or disagree.
//!
//! | subject | documented | assumed |
//! |---|---|---|
//! | signature | SDK-HMAC-SHA256; the date must be signed and at most 15 minutes off; 401 `APIGW.0301`; the messages `verify aksk signature fail`, `Get secretKey failed,…`, `decrypt token fail`, `x-auth-token not found`, `signature expired,…` | every header listed must occur once; the list is sorted and in lower case; of a token and a signature both must be right; the digest in `X-Sdk-Content-Sha256` must be true; the wording of other faults |
//! | temporary keys | `X-Security-Token` goes with the key | it must be signed; a permanent key must come without |
//! | project | `MSS.00010009` with status 400 when the path names another | the same for the header `X-Project-Id` |
//! | unknown path or method | `APIGW.0101`, 404 | only told to those who are authenticated |
//! | request body | at most 12 MB, `APIGW.0201`, 413; `MSS.00000002` invalid body, `MSS.00000003` invalid parameter | which of the two: wrong JSON, type or Content-Type is the first, missing or out of bounds the second; `null` is absent; unknown fields are passed over; characters are counted, not bytes |
//! | `create_type` | the premium pages allow only a zip, the schema has both values | absent means `PACKAGE`; `SEGMENT` is `MSS.00000003` |
//! | unknown job | – | 404 `MSS.41000003`, which is what the sibling image API answers |
//! | list | filters, defaults, bounds; `sort_key` as printed, `ceate_time` | times are RFC 3339; `voice_name` matches a part of the name, other filters the whole value; `is_ondemand_resource=false` filters nothing; an unknown state and a repeated parameter are refused; jobs of one second are in the order of creation |
//! | times | bounds that suggest seconds | Unix seconds |
//! | states | the names and what they mean | their order: `CREATING`, `SYSTEM_AUDITING`, `AUDITING`, `WAITING_SPLIT`, `SPLITTING`, `ANNOTATING`, `WAITING`, `PROCESSING`, `RESULT_REVIEW`, `UPLOADING`, `SUCCEED`; how long each lasts |
//! | operation log | actions and operators | which state writes which; the oldest entry comes first; a failed training writes none |
//! | submitting | body optional; spends a credit | only in `CREATING` and `AUDIT_FAILED`, else `MSS.00000003`; the credit is spent by the first submission alone; credits never run out; the letter may be missing; files need not be uploaded anew; the body's `app_user_id` wins over the header |
//! | looking into the zip | `MSS.20020011` audio format, `MSS.20020012` type of a file, `MSS.20020016` number of files, `MSS.20020024` a file too large | that it is done at once and not by the review; subfolders are allowed but folder entries are not; a surplus file that is no WAV is `MSS.20020012`, as the number of the code for surplus files is not known; what has no known code is `MSS.00000003`: nothing uploaded, not a zip, a length out of bounds |
//! | length of a recording | `ShowTenantDurationCfg` tells it | 1 s to 3 h; the numbers are invented |
//! | deleting | an empty answer | allowed in every state; the files go too |
//! | upload URL | PUT, `application/zip` for the recording, signed with it | the form `AccessKeyId`, `Expires`, `Signature`; good for a day and for any number of uploads; the letter's type is `application/octet-stream`, as for images, and can be [set](SimulatorBuilder::letter_content_type) |
//! | OBS errors | `SignatureDoesNotMatch` with `StringToSign`, `MissingContentLength`, `EntityTooLarge`, `BadDigest`, `IncompleteBody`; the words `Request has expired` | an expired URL is `AccessDenied`, as at S3 (an OBS page files these words under `RequestTimeTooSkewed`); `Authorization` or `X-Auth-Token` beside a signed URL is 400 `InvalidArgument`; expiry is looked at only when the request begins; uploading to a deleted job is `AccessDenied` |
//! | object size | 5 GB | 5 GiB |
//!
//! The WAV file is read by the crate `hound`.
//!
//! # Control plane
//!
//! Under `/_simulator/` on the API's port, in JSON, without credentials:
//!
//! | request | does |
//! |---|---|
//! | `GET /_simulator/state` | tells clock, credits spent and jobs |
//! | `POST /_simulator/clock/advance` | moves every waiting job into its next state; answers with the state |
//! | `POST /_simulator/uploads/expire` | lets all upload URLs issued so far expire |
//! | `POST /_simulator/review` | makes a review or a training fail: `{"stage": "system", "errors": [{"error_code", "error_message", "audio_name", "text_name"}]}`, `{"stage": "admin", "message"}` or `{"stage": "training", "code", "reason"}`; `job_id` beside it means that job, else the next one that gets there is meant |
//! | `GET /_simulator/requests` | tells what was received, without secrets |

mod archive;
mod builder;
mod clock;
mod control;
mod credits;
mod edition;
mod gateway;
mod job;
mod mismatch;
mod objects;
mod obs;
mod once;
mod operations;
mod padding;
pub mod presigned;
mod record;
mod review;
mod server;
mod shared;
mod short;
mod simulator;
mod snapshot;
mod state;
mod text;
mod wav;
mod world;

pub use builder::SimulatorBuilder;
pub use clock::Clock;
pub use record::{ReceivedRequest, Server};
pub use review::{AuditError, ReviewFailure};
pub use simulator::Simulator;
pub use snapshot::{JobSnapshot, ObjectKind, ShortJobSnapshot, StoredObject};
