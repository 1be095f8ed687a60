//! Tests the simulator over HTTP, and its command. Each module covers one part.

mod attachments;
mod authentication;
mod bad_uploads;
mod batch;
mod command;
mod common;
#[cfg(unix)]
mod conformance;
mod control_plane;
mod credits;
mod disturbances;
mod editions;
mod encrypt_file;
mod events;
mod iam_keys;
mod iam_projects;
mod iam_tokens;
mod identities;
mod junk;
mod key_lock;
mod lifetime;
mod list;
mod metadata;
mod named_errors;
mod obs_presigned_put;
mod obs_uploads;
mod own_operations;
mod polled_clock;
mod premium_path;
mod routing;
mod seeds;
mod segments;
mod short_jobs;
mod stubs;
mod upload_disturbances;
mod validation;
