//! Simulates Huawei Cloud MetaStudio's voice-training API, its OBS uploads, and the IAM and the metadata service that
//! give out credentials for it: a real HTTP service on loopback that keeps state, takes nothing that the service would
//! not take, and does the same in every run.
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
//! Every operation of the API, for all editions that can be created: jobs with a zip and jobs sentence by sentence,
//! quick jobs, batches, quotas, attachments, one-time downloads. Paths, types, lengths and known values are those of
//! the spec that the client is generated from; an operation that is added there is unknown here until it is written.
//! Wrong signatures [lock](SimulatorBuilder::key_lock) a key. Rate limits are kept when
//! [asked for](SimulatorBuilder::rate_limits). What goes wrong between a client and a service
//! (refusals, broken connections, lost, late and crippled answers, uploads that come to a stop) can be scripted for
//! [calls](Simulator::disturb) and [uploads](Simulator::disturb_upload) or
//! [drawn from a seed](SimulatorBuilder::chaos), and for each request it is known whether it was
//! [disturbed](ReceivedRequest::disturbed), and whether it was [carried out](ReceivedRequest::carried_out). A test can [stop the world](Simulator::on_event) at each moment of each
//! request, such as to kill its client there: what has arrived whole is carried out all the same, what has not leaves
//! nothing.
//! Nothing listens to a recording: scores are always good, and speech matches its text unless the control plane says
//! otherwise.
//!
//! IAM has [a port of its own](Simulator::iam_endpoint): it gives tokens for a password, temporary keys for a token,
//! and tells of projects. So has the [metadata service](Simulator::metadata_endpoint) of a cloud server, which gives
//! temporary keys. Whatever they give out is good at the API until it ends: by its lifetime, which can be
//! [set](SimulatorBuilder::token_lifetime), or because [it](Simulator::expire_tokens) [is](Simulator::revoke_tokens)
//! [told to](Simulator::expire_temporary_keys). Tokens may be [long](SimulatorBuilder::token_bytes), and the clock may
//! be [off](SimulatorBuilder::clock_offset). The API and IAM speak HTTP/1.1, and HTTP/2 with those who begin with it.
//!
//! Uploads go to another port. Their URLs are signed by the crate `reqsign-huaweicloud-obs` and checked by
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
//! | temporary keys | `X-Security-Token` goes with the key; 15 minutes to 24 hours, 15 minutes if nothing else is asked for; an answer of 201 with `access`, `secret`, `securitytoken`, `expires_at`; of a token in the header and one in the body the header's counts | the security token must be signed; a permanent key must come without; an expired one is 401 `APIGW.0301` with the words `security token expires, expires_at:…`, and no wrong signature; a key is for what its token is for, and for all projects if that token is for none |
//! | tokens at the API | 401 `APIGW.0301` `token expires, expires_at:…`; 401 `APIGW.0307` `The token must be updated.` for one that is not valid any more or of another region; one without scope is good for nothing; a changed password or permission ends them within 30 minutes (other pages: at once) | that one that was revoked, or is for the account, is `APIGW.0307` too; that a change ends them at once; a project belongs to the region that its name begins with, up to a `_`; the service's own refusals (`MSS.00010008`, `MSS.00021016`) come only when [scripted](Simulator::disturb) |
//! | project | `MSS.00010009` with status 400 when the path names another | the same for the header `X-Project-Id`, which must agree with the path; the permanent key is for all projects of the region; all of them see the same jobs |
//! | IAM's errors | `{"error": {"code", "message", "title"}}` under `/v3/` (page of `POST /v3/auth/tokens`), `{"error_code", "error_msg"}` with `IAM.…` under `/v3.0/` (page of `POST /v3.0/OS-AUTH/id-token/tokens`), and what begins with `APIGW` from the gateway before them; 400 `The request body is invalid`, `IAM.0011`; 401 `The username or password is wrong.`, `The account is locked.`, `IAM.0001`; 400 `IAM.0007` for a parameter; 404 `IAM.0004` and its form `Could not find …` | that an unknown scope is 404, in the words of `IAM.0004`; that a missing or wrong code of `totp`, or one that is not asked for, is 401 `The request you have made requires authentication.`; that the Content-Type must be JSON; that a wrong signature, an expired or revoked token at `/v3/projects` are refused by the gateway as at the API; an unknown path is `APIGW.0101`, told to everyone; `X-IAM-Trace-Id` is on every answer |
//! | IAM's tokens | the fields; good for 24 hours; a new one leaves the old good; scope by name or id, of project and account the project, none means the account; `nocatalog` with any text leaves an empty catalog | they are 9000 bytes long unless it is [set](SimulatorBuilder::token_bytes); roles, a catalog of IAM alone; the account is locked only when [told to](Simulator::lock_account), as the number of failures is not documented for this operation, and meanwhile tokens and keys stay good; a code is good any number of times |
//! | IAM's projects | the fields; `name`, `domain_id`, `parent_id` | everyone sees all; other filters are passed over; `X-Domain-Id` must be the account's, else 403 in Keystone's form |
//! | federated users | the operation, its fields, `mapped`; a token without scope unless one is asked for | there is one provider if one is [set](SimulatorBuilder::identity_provider), with one id token, which nothing is read from; the user is the account's |
//! | clocks | – | that the gateway, IAM and the metadata service have the same one; that all answers of the API and IAM carry `Date` |
//! | metadata service | paths, headers and fields; without a token 404 or 405 on an old one; 401 with `Please configure Cloud Service Agency first` (all from the SDKs) | a token lives for 1 to 21,600 seconds, else 400; the other texts; a new key for each request, good for a day |
//! | unknown path or method | `APIGW.0101`, 404 | only told to those who are authenticated |
//! | request body | at most 12 MB, `APIGW.0201`, 413; `MSS.00000002` invalid body, `MSS.00000003` invalid parameter | which of the two: wrong JSON, type or Content-Type is the first, missing or out of bounds the second; `null` is absent; unknown fields are passed over; characters are counted, not bytes |
//! | rate limits | requests per second, tenant, operation and region, where the spec has them; 429 `APIGW.0308`, the words `over ratelimit,limit:N,time:1 second` | that a second is any second and not one of the clock; that only requests count which are let in, after authentication; the rest of the message; no `Retry-After`; in another region the smallest documented limit |
//! | lock of the key | five wrong signatures in a row (another page: more than five) lock it for five minutes, in which every request with it is refused; 401 `APIGW.0301` | that the fifth locks; that only `verify aksk signature fail` counts, not an expired signing time; that only a right signature resets the count; that requests while it is locked do not prolong it and after it the count begins anew; the message, `the access key is locked` |
//! | `create_type` | the page texts allow only a zip for ADVANCE and THIRD_PARTY, the schema has both values for all | absent means `PACKAGE`; `SEGMENT` is `MSS.00000003` for those two |
//! | unknown job | – | 404 `MSS.41000003`, which is what the sibling image API answers; an id that is not one by the spec (length, characters) is `MSS.00000003`; quick jobs and training jobs do not know each other |
//! | `X-App-UserId` | length; the operations that have it | others pass it over; it must be ASCII; every user sees every job |
//! | list | filters, defaults, bounds; `sort_key` as printed, `ceate_time` | a new job is listed at once, unless it is to be [delayed](Simulator::delay_listing); times are RFC 3339; `voice_name` matches a part of the name, other filters the whole value; `is_ondemand_resource=false` filters nothing; an unknown state and a repeated parameter are refused; numbers are written in digits alone; jobs of one second are in the order of creation |
//! | times | bounds that suggest seconds | Unix seconds |
//! | states | the names and what they mean | their order: `CREATING`, `SYSTEM_AUDITING`, `AUDITING`, `WAITING_SPLIT`, `SPLITTING`, `ANNOTATING`, `WAITING`, `PROCESSING`, `RESULT_REVIEW`, `UPLOADING`, `SUCCEED`; what comes in sentences (BASIC, MIDDLE) is not cut, so it goes from `AUDITING` to `WAITING`; how long each lasts |
//! | operation log | actions and operators | which state writes which; the oldest entry comes first; a failed training writes none |
//! | submitting | body optional; spends a credit | only in `CREATING` and `AUDIT_FAILED`, else `MSS.00000003`; the credit is spent by the first submission alone; the letter may be missing; files need not be uploaded anew; the body's `app_user_id` wins over the header |
//! | credits | the fields of `ShowVoiceTrainingQuotas`; pay-per-use is for MIDDLE and three jobs only | 1000 for each edition, which can be [set](SimulatorBuilder::credits); three jobs on demand in all, not at a time; `is_ondemand_resource` elsewhere is `MSS.00000003`; with none left a submission is 403 `MSS.41000023`, as at the sibling image API; one resource for each edition, bought once, good for a year from the start; `asset_id` and `status` are left out, as their meaning is not known; `flexus` is 0 |
//! | looking into the zip | `MSS.20020011` audio format, `MSS.20020012` type of a file, `MSS.20020016` number of files, `MSS.20020024` a file too large; 20 or 100 WAVs and texts, `0.wav`, `0.txt` and so on; one WAV in the other editions | that it is done at once and not by the review; subfolders are allowed but folder entries are not; a surplus file that is no WAV is `MSS.20020012`, as the number of the code for surplus files is not known; what has no known code is `MSS.00000003`: nothing uploaded, not a zip, a length out of bounds, right numbers of files with wrong names; sentences are in no folder and in lower case |
//! | text of a sentence | – | UTF-8, not blank, without NUL, at most 1 MiB; whether it suits the language is not looked at |
//! | sentence by sentence | the order of upload and confirmation; indices up to 1024; positions up to 4096; the next sentence only after the last | sound and text at one position belong together; any order is taken, as the documented answer `[1]` has one; confirming needs both files, else `MSS.00000003`, a WAV, else `MSS.20020011`, and a job in `CREATING` or `AUDIT_FAILED`; a file uploaded anew or a mismatch takes the confirmation back; submitting needs all sentences confirmed; jobs with a zip are refused; a sentence of more than 15 s, of which the guide says that training fails, is taken |
//! | batches | names, numbers; needs a permission | the tenant has it; both fields must be there; with one unknown job nothing is done; it is possible in every state and counts as an update |
//! | length of a recording | `ShowTenantDurationCfg` tells it; the guide has 30 s to 3 h for the third party and advises 5 minutes there and for BASIC, 60 for ADVANCE | 1 s to 3 h in the other editions and for quick jobs; these numbers are invented; of sentences the sum counts; no numbers for editions that cannot be created |
//! | quick jobs | fields; the zip; that they share the states | `CREATING`, `WAITING`, `PROCESSING`, then `SUCCEED` with scores or `FAILED`; the zip holds one WAV; started once, and not again after a failure; no credit; all scores, their form and units are invented |
//! | review attachments | numbers 0 to 99, bounds of the parameters | `end_number` is excluded, as it goes to 100; absent means from 0, to 100; `start_number` must be below it; given out in every state; nothing is done with what is uploaded |
//! | `ShowEncryptFile` | parameters; bytes | needs credentials as all do; the tenant's id is the project's, else `MSS.00010009`; where tokens come from is documented nowhere, so the control plane issues them, and it says what the file is; a wrong or used token is `MSS.00000003`; a wrong guess does not use one up |
//! | deleting | an empty answer | allowed in every state; the files go too |
//! | upload URL | PUT; `application/zip` for zips, `audio/wav` and `text/plain` for sentences, signed with it | the form `AccessKeyId`, `Expires`, `Signature`; good for a day and for any number of uploads; the letter's type is `application/octet-stream`, as for images, and can be [set](SimulatorBuilder::letter_content_type); attachments are uploaded without any |
//! | encryption | the `ETag` is the MD5 unless the server encrypts | it never does unless an upload is [made to look so](UploadDisturbance::EncryptedEtag) |
//! | OBS errors | `SignatureDoesNotMatch` with `StringToSign`, `MissingContentLength`, `EntityTooLarge`, `BadDigest`, `IncompleteBody`; the words `Request has expired` | an expired URL is `AccessDenied`, as at S3 (an OBS page files these words under `RequestTimeTooSkewed`); `Authorization` or `X-Auth-Token` beside a signed URL is 400 `InvalidArgument`; expiry is looked at only when the request begins; uploading to a deleted job is `AccessDenied`; `SlowDown`, `RequestTimeout`, `InternalError`, `ServiceUnavailable` come only when [scripted or drawn](Simulator::disturb_upload), and `InArrearOrInsufficientBalance`, `InsufficientStorageSpace` and `TemporaryRedirect`, which OBS's tables of codes have with 403, 403 and 307, only when scripted; their messages and the `Location` are assumed |
//! | object size | 5 GB | 5 GiB |
//!
//! What is a WAV, and how long it plays, the simulator judges with the client's own reader
//! ([`Recording`](metastudio_voice::audio::Recording)), so that what the client calls fine is taken here; of what the service
//! itself takes, nothing but "WAV" is documented.
//!
//! # Control plane
//!
//! Under `/_simulator/` on the API's port, for all servers, in JSON, without credentials:
//!
//! | request | does |
//! |---|---|
//! | `GET /_simulator/state` | tells clock, credits spent, jobs and quick jobs |
//! | `POST /_simulator/clock/advance` | moves every waiting job into its next state; answers with the state |
//! | `POST /_simulator/uploads/expire` | lets all upload URLs issued so far expire |
//! | `POST /_simulator/uploads/expire-renewed` | lets the upload URLs of the next answers of `ShowJobUploadingAddress` be expired: `{"responses": 2}`, or `{}` for all until `{"responses": 0}` |
//! | `POST /_simulator/uploads/disturb` | lets the next uploads go wrong, one each: `{"disturbances": [{"kind": "reset-middle", "after": 65536}, {"kind": "respond", "status": 503, "code": "SlowDown", "message": "…"}]}`; beside it `"object": "recording"`, `"letter"`, `"segment-audio"`, `"segment-text"` or `"review-attachment"`, the last three with `"index"`, to say which. The kinds are those of [`UploadDisturbance`] |
//! | `POST /_simulator/list/delay` | keeps jobs that are created from now on out of so many lists: `{"lists": 2}` |
//! | `POST /_simulator/review` | makes a review, a training or an assessment fail: `{"stage": "system", "errors": [{"error_code", "error_message", "audio_name", "text_name"}]}`, `{"stage": "admin", "message"}` `{"stage": "training", "code", "reason"}` or the same with `"assessment"` for a quick job; `job_id` beside it means that job, else the next one that gets there is meant |
//! | `POST /_simulator/segment` | lets the next check of a sentence fail: `{"positions": [2, 5]}`, with `job_id` and `index` beside it to say which |
//! | `POST /_simulator/file` | offers a file for `ShowEncryptFile`: `{"job_id", "text"}`; answers with its `once_token` |
//! | `POST /_simulator/disturb` | lets the next requests go wrong, one each: `{"disturbances": [{"kind": "reset-after"}, {"kind": "respond", "status": 429, "code": "APIGW.0308", "message": "…", "retry_after": "2"}]}`; `operation` beside it means only requests of that one, and IAM is disturbed only by its name. The kinds are those of [`Disturbance`] |
//! | `POST /_simulator/tokens/expire` | lets all tokens so far expire, the fixed one too |
//! | `POST /_simulator/tokens/revoke` | revokes all tokens so far, the fixed one too |
//! | `POST /_simulator/keys/expire` | lets all temporary keys so far expire |
//! | `POST /_simulator/account` | locks or unlocks the account, changes the password: `{"locked": true, "password": "…"}`, either of them or both |
//! | `POST /_simulator/metadata` | changes what the metadata service is like: `{"mode": "tokens"}`, `{"mode": "no-tokens", "status": 404}`, `{"mode": "no-agency"}` or `{"mode": "failing"}` |
//! | `POST /_simulator/metadata/expire` | lets all tokens of the metadata service so far expire |
//! | `GET /_simulator/received` | tells how many requests came in: `{"iam": {"/v3/auth/tokens": 2}}`, by server (`metastudio`, `obs`, `iam`, `metadata`) and path |
//! | `GET /_simulator/requests` | tells what was received, and which operations were carried out, without secrets |

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
