//! Simulates Huawei Cloud MetaStudio's voice-training API, its OBS uploads, and the IAM and the metadata service that
//! issue credentials for it. The simulator is a real HTTP service on loopback. It keeps state, refuses whatever the
//! service would refuse, and behaves the same in every run.
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
//! The command `metastudio-voice-simulator` is the same for programs in any language. It prints one line of JSON with
//! the addresses and credentials when it is ready, and serves until it is stopped.
//!
//! # Features
//!
//! The simulator has every operation of the API, for all editions that can be created: jobs with a zip and jobs with
//! single segments, short jobs, batches, quotas, attachments, one-time downloads. Paths, types, lengths and known
//! values are those of the spec from which the client is generated. If you add an operation to the spec, the simulator
//! does not know it until you implement it here too. Wrong signatures [lock](SimulatorBuilder::key_lock) a key. The
//! simulator can [enforce the rate limits](SimulatorBuilder::rate_limits).
//!
//! A test can inject the failures that occur between a client and a service: refusals, broken connections, lost, late
//! and truncated responses, uploads that stall. It can script them for [calls](Simulator::disturb) and
//! [uploads](Simulator::disturb_upload), or [draw them from a seed](SimulatorBuilder::chaos). The record of each
//! request shows whether it was [disturbed](ReceivedRequest::disturbed) and whether it was [carried
//! out](ReceivedRequest::carried_out). A test can [pause the simulator](Simulator::on_event) at each moment of each
//! request, for example to kill its client there. A request that has arrived whole is then carried out, and one that
//! has not leaves nothing.
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
//! # Documented and assumed
//!
//! No live account was used. *Documented* behaviour is stated by the vendor's pages, its SDKs or its own OpenAPI file.
//! *Assumed* behaviour is the simulator's choice where they state nothing or disagree.
//!
//! | subject | documented | assumed |
//! |---|---|---|
//! | signature | SDK-HMAC-SHA256; the date must be signed and at most 15 minutes off; 401 `APIGW.0301`; the messages `verify aksk signature fail`, `Get secretKey failed,…`, `decrypt token fail`, `x-auth-token not found`, `signature expired,…` | every header listed must occur once; the list is sorted and in lower case; if a request has both a token and a signature, both must be right; the digest in `X-Sdk-Content-Sha256` must match the body; the wording of other faults |
//! | temporary keys | `X-Security-Token` accompanies the key; the lifetime is 15 minutes to 24 hours, and 15 minutes if the request names none; the response is 201 with `access`, `secret`, `securitytoken`, `expires_at`; if both the header and the body have a token, that of the header counts | the security token must be signed; a permanent key must come without one; an expired key is 401 `APIGW.0301` with the words `security token expires, expires_at:…`, and does not count as a wrong signature; a key has the scope of its token, or all projects if that token has none |
//! | tokens at the API | 401 `APIGW.0301` `token expires, expires_at:…`; 401 `APIGW.0307` `The token must be updated.` for a token that is no longer valid or of another region; a token without scope is valid for nothing; a changed password or permission invalidates tokens within 30 minutes (other pages: at once) | a token that was revoked, or whose scope is the account, is `APIGW.0307` too; a change invalidates tokens at once; a project belongs to the region with which its name begins, up to a `_`; the service's own refusals (`MSS.00010008`, `MSS.00021016`) come only if they are [scripted](Simulator::disturb) |
//! | project | `MSS.00010009` with status 400 if the path names another project | the same for the header `X-Project-Id`, which must agree with the path; the permanent key is valid for all projects of the region; all projects see the same jobs |
//! | IAM's errors | `{"error": {"code", "message", "title"}}` under `/v3/` (page of `POST /v3/auth/tokens`), `{"error_code", "error_msg"}` with `IAM.…` under `/v3.0/` (page of `POST /v3.0/OS-AUTH/id-token/tokens`), and codes that begin with `APIGW` from the gateway before both; 400 `The request body is invalid`, `IAM.0011`; 401 `The username or password is wrong.`, `The account is locked.`, `IAM.0001`; 400 `IAM.0007` for a parameter; 404 `IAM.0004` and its form `Could not find …` | an unknown scope is 404, in the words of `IAM.0004`; a missing or wrong `totp` code, or one that is not required, is 401 `The request you have made requires authentication.`; the Content-Type must be JSON; at `/v3/projects` the gateway refuses a wrong signature and an expired or revoked token as at the API; an unknown path is `APIGW.0101`, also without credentials; `X-IAM-Trace-Id` is in every response |
//! | IAM's tokens | the fields; the lifetime is 24 hours; a new token leaves the old one valid; the scope is given by name or id, a project takes precedence over an account, and no scope means the account; `nocatalog` with any text leaves an empty catalog | tokens are 9000 bytes long unless another length is [set](SimulatorBuilder::token_bytes); roles, a catalog of IAM alone; the account is locked only by [`lock_account`](Simulator::lock_account), since the number of failures is not documented for this operation, and meanwhile tokens and keys stay valid; a code is valid any number of times |
//! | IAM's projects | the fields; `name`, `domain_id`, `parent_id` | everyone sees all projects; other filters are ignored; `X-Domain-Id` must be that of the account, else 403 in Keystone's form |
//! | federated users | the operation, its fields, `mapped`; the token has no scope unless the request names one | there is one provider if one is [set](SimulatorBuilder::identity_provider), with one id token, whose content is not read; the user is that of the account |
//! | clocks | – | the gateway, IAM and the metadata service have the same clock; all responses of the API and IAM have `Date` |
//! | metadata service | paths, headers and fields; an old service responds to a request for a token with 404 or 405; 401 with `Please configure Cloud Service Agency first` (all from the SDKs) | the lifetime of a token is 1 to 21,600 seconds, else 400; the other texts; each request gets a new key, valid for a day |
//! | unknown path or method | `APIGW.0101`, 404 | only for authenticated callers |
//! | request body | at most 12 MB, `APIGW.0201`, 413; `MSS.00000002` invalid body, `MSS.00000003` invalid parameter | wrong JSON, type or Content-Type is `MSS.00000002`, missing or out of bounds is `MSS.00000003`; `null` is absent; unknown fields are ignored; lengths count characters, not bytes |
//! | rate limits | requests per second, tenant, operation and region, where the spec has them; 429 `APIGW.0308`, the words `over ratelimit,limit:N,time:1 second` | a second is any period of that length and not one of the clock; only admitted requests count, after authentication; the rest of the message; no `Retry-After`; in another region the smallest documented limit |
//! | lock of the key | five wrong signatures in a row (another page: more than five) lock it for five minutes, in which every request with it is refused; 401 `APIGW.0301` | the fifth locks; only `verify aksk signature fail` counts, not an expired signing time; only a right signature resets the count; requests while it is locked do not prolong the lock, and after it the count starts again; the message, `the access key is locked` |
//! | `create_type` | the texts of the pages permit only a zip for ADVANCE and THIRD_PARTY, the schema has both values for all editions | absent means `PACKAGE`; `SEGMENT` is `MSS.00000003` for those two |
//! | unknown job | – | 404 `MSS.41000003`, as in the sibling image API; an id that the spec does not permit (length, characters) is `MSS.00000003`; operations on short jobs do not find training jobs, and the other way round |
//! | `X-App-UserId` | length; the operations that have it | other operations ignore it; it must be ASCII; every user sees every job |
//! | list | filters, defaults, bounds; `sort_key` as printed, `ceate_time` | a new job is listed at once, unless [`delay_listing`](Simulator::delay_listing) is used; times are RFC 3339; `voice_name` matches a part of the name, other filters the whole value; `is_ondemand_resource=false` filters nothing; an unknown state and a repeated parameter are refused; numbers consist of digits alone; jobs of one second are in the order of creation |
//! | times | bounds that suggest seconds | Unix seconds |
//! | states | the names and their meaning | their order: `CREATING`, `SYSTEM_AUDITING`, `AUDITING`, `WAITING_SPLIT`, `SPLITTING`, `ANNOTATING`, `WAITING`, `PROCESSING`, `RESULT_REVIEW`, `UPLOADING`, `SUCCEED`; jobs made of segments (BASIC, MIDDLE) are not cut, so they go from `AUDITING` to `WAITING`; the duration of each state |
//! | operation log | actions and operators | the state that writes each entry; the oldest entry comes first; a failed training writes none |
//! | submitting | body optional; spends a credit | only in `CREATING` and `AUDIT_FAILED`, else `MSS.00000003`; only the first submission spends the credit; the letter may be missing; a second submission needs no new files; the body's `app_user_id` takes precedence over the header |
//! | credits | the fields of `ShowVoiceTrainingQuotas`; pay-per-use is for MIDDLE and three jobs only | 1000 for each edition, unless another number is [set](SimulatorBuilder::credits); three jobs on demand in all, not at a time; `is_ondemand_resource` elsewhere is `MSS.00000003`; with no credit left a submission is 403 `MSS.41000023`, as in the sibling image API; one resource for each edition, bought once, valid for a year from the start; `asset_id` and `status` are left out, as their meaning is not known; `flexus` is 0 |
//! | content of the zip | `MSS.20020011` audio format, `MSS.20020012` type of a file, `MSS.20020016` number of files, `MSS.20020024` a file too large; 20 or 100 WAVs and texts, `0.wav`, `0.txt` and so on; one WAV in the other editions | the simulator checks it at once, and not in the review; subfolders are permitted but folder entries are not; a surplus file that is not a WAV is `MSS.20020012`, as the number of the code for surplus files is not known; faults without a known code are `MSS.00000003`: nothing uploaded, not a zip, a length out of bounds, right numbers of files with wrong names; segments are in no folder and in lower case |
//! | text of a segment | – | UTF-8, not blank, without NUL, at most 1 MiB; the simulator does not check whether it suits the language |
//! | single segments | the order of upload and confirmation; indices up to 1024; positions up to 4096; the next segment only after the last | audio and text at one index belong together; any order is accepted, as the documented response `[1]` has one; to confirm a segment, both files must be there, else `MSS.00000003`, the audio must be a WAV, else `MSS.20020011`, and the job must be in `CREATING` or `AUDIT_FAILED`; a new upload of a file or a mismatch revokes the confirmation; a submission needs all segments confirmed; jobs with a zip are refused; a segment of more than 15 s is accepted, although the guide says that training fails with it |
//! | batches | names, numbers; needs a permission | the tenant has the permission; both fields must be there; if one job is unknown nothing is changed; every state is permitted; setting the name counts as an update |
//! | length of a recording | `ShowTenantDurationCfg` returns it; the guide has 30 s to 3 h for the third party and advises 5 minutes there and for BASIC, 60 for ADVANCE | 1 s to 3 h in the other editions and for short jobs; these numbers are invented; for segments the sum counts; no numbers for editions that cannot be created |
//! | short jobs | fields; the zip; they share the states | `CREATING`, `WAITING`, `PROCESSING`, then `SUCCEED` with scores or `FAILED`; the zip has one WAV; a job starts once, and not again after a failure; no credit; all scores, their form and units are invented |
//! | review attachments | numbers 0 to 99, bounds of the parameters | `end_number` is excluded, as it goes to 100; absent means from 0, to 100; `start_number` must be below it; URLs are issued in every state; uploaded attachments have no effect |
//! | `ShowEncryptFile` | parameters; bytes | needs credentials like all operations; the tenant's id is the project's, else `MSS.00010009`; the origin of the tokens is not documented, so the control plane issues them and sets the content of the file; a wrong or used token is `MSS.00000003`; a wrong guess does not use up a token |
//! | deleting | an empty response | permitted in every state; the job's files are removed too |
//! | upload URL | PUT; `application/zip` for zips, `audio/wav` and `text/plain` for segments, signed with it | the form `AccessKeyId`, `Expires`, `Signature`; valid for a day and for any number of uploads; the letter's type is `application/octet-stream`, as for images, unless another is [set](SimulatorBuilder::letter_content_type); attachments are uploaded without a type |
//! | encryption | the `ETag` is the MD5 unless the server encrypts | it never does, except with [`EncryptedEtag`](UploadDisturbance::EncryptedEtag) |
//! | OBS errors | `SignatureDoesNotMatch` with `StringToSign`, `MissingContentLength`, `EntityTooLarge`, `BadDigest`, `IncompleteBody`; the words `Request has expired` | an expired URL is `AccessDenied`, as in S3 (an OBS page lists these words under `RequestTimeTooSkewed`); `Authorization` or `X-Auth-Token` beside a signed URL is 400 `InvalidArgument`; expiry is checked only when the request begins; an upload to a deleted job is `AccessDenied`; `SlowDown`, `RequestTimeout`, `InternalError`, `ServiceUnavailable` come only if they are [scripted or drawn](Simulator::disturb_upload), and `InArrearOrInsufficientBalance`, `InsufficientStorageSpace` and `TemporaryRedirect`, which OBS's tables of codes have with 403, 403 and 307, only if they are scripted; their messages and the `Location` are assumed |
//! | object size | 5 GB | 5 GiB |
//!
//! The simulator judges what is a WAV, and how long it plays, with the client's own reader
//! ([`Recording`](metastudio_voice::audio::Recording)), so that it accepts whatever the client accepts. Of the files
//! that the service accepts, nothing but "WAV" is documented.
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
//! | `POST /_simulator/uploads/expire` | expires all upload URLs issued so far |
//! | `POST /_simulator/uploads/expire-renewed` | makes the next responses of `ShowJobUploadingAddress` contain upload URLs that are already expired: `{"responses": 2}`, or `{}` for all until `{"responses": 0}` |
//! | `POST /_simulator/uploads/disturb` | disturbs the next uploads, one each: `{"disturbances": [{"kind": "reset-middle", "after": 65536}, {"kind": "respond", "status": 503, "code": "SlowDown", "message": "…"}]}`; add `"object": "recording"`, `"letter"`, `"segment-audio"`, `"segment-text"` or `"review-attachment"`, the last three with `"index"`, to choose the object. The kinds are those of [`UploadDisturbance`] |
//! | `POST /_simulator/list/delay` | hides jobs that are created from now on from this number of lists: `{"lists": 2}` |
//! | `POST /_simulator/review` | makes a review, a training or an assessment fail: `{"stage": "system", "errors": [{"error_code", "error_message", "audio_name", "text_name"}]}`, `{"stage": "admin", "message"}`, `{"stage": "training", "code", "reason"}`, or the same with `"assessment"` for a short job; add `job_id` to choose the job, else the next job that reaches the stage fails |
//! | `POST /_simulator/segment` | makes the next check of a segment fail: `{"positions": [2, 5]}`; add `job_id` and `index` to choose the segment |
//! | `POST /_simulator/file` | offers a file for `ShowEncryptFile`: `{"job_id", "text"}`; returns its `once_token` |
//! | `POST /_simulator/disturb` | disturbs the next requests, one each: `{"disturbances": [{"kind": "reset-after"}, {"kind": "respond", "status": 429, "code": "APIGW.0308", "message": "…", "retry_after": "2"}]}`; add `operation` to choose the operation, which is required for IAM. The kinds are those of [`Disturbance`] |
//! | `POST /_simulator/tokens/expire` | expires all tokens issued so far, and the fixed one |
//! | `POST /_simulator/tokens/revoke` | revokes all tokens issued so far, and the fixed one |
//! | `POST /_simulator/keys/expire` | expires all temporary keys issued so far |
//! | `POST /_simulator/account` | locks or unlocks the account, changes the password: `{"locked": true, "password": "…"}`, one of them or both |
//! | `POST /_simulator/metadata` | changes how the metadata service behaves: `{"mode": "tokens"}`, `{"mode": "no-tokens", "status": 404}`, `{"mode": "no-agency"}` or `{"mode": "failing"}` |
//! | `POST /_simulator/metadata/expire` | expires all tokens that the metadata service has issued so far |
//! | `GET /_simulator/received` | returns how many requests arrived: `{"iam": {"/v3/auth/tokens": 2}}`, by server (`metastudio`, `obs`, `iam`, `metadata`) and path |
//! | `GET /_simulator/requests` | returns the requests received, and which operations were carried out, without secrets |

mod app;
mod archive;
mod builder;
mod clock;
mod control;
mod credential;
mod credits;
mod detached;
mod disturbance;
mod download_tokens;
mod edition;
mod event;
mod gateway;
mod iam;
mod identity;
mod job;
mod job_state;
mod key_lock;
mod limits;
mod metadata;
mod objects;
mod obs;
mod operations;
pub mod presigned;
mod record;
mod review;
mod segment_script;
mod segment_text;
mod server;
mod short_job;
mod simulator;
mod snapshot;
mod state;
mod wav;

pub use builder::SimulatorBuilder;
pub use clock::Clock;
pub use disturbance::{Disturbance, ErrorResponse, UploadDisturbance};
pub use event::{Event, Moment};
pub use metadata::MetadataMode;
pub use record::{ReceivedRequest, Server};
pub use review::{AuditError, ReviewFailure};
pub use simulator::Simulator;
pub use snapshot::{JobSnapshot, ObjectKind, ShortJobSnapshot, StoredObject};
