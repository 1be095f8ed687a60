//! Judges a client by its requests: whether a voice was trained, and whether credentials went only where they belong.

use std::collections::BTreeMap;
use std::fmt;

use metastudio_voice::types::JobState;

use crate::http::record::{ReceivedRequest, Server};
use crate::services::App;
use crate::state::job::JobSnapshot;

/// The judgement on a client that was to train a voice without being disturbed.
///
/// It is about the [requests](crate::Simulator::requests) that the simulator keeps, and about the jobs that the client
/// has created or submitted. Jobs that a test has [seeded](crate::Seed) do not count.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Conformance {
    /// The number of requests on all ports.
    pub requests: usize,
    /// The number of jobs that have become a voice.
    pub voices: usize,
    /// Everything that the client did wrong, and what to do about it. Each fault appears once, however often it occurred.
    pub violations: Vec<String>,
    calls: BTreeMap<String, BTreeMap<Option<u16>, usize>>,
}

impl Conformance {
    /// Judges what has happened so far.
    pub(crate) fn of_app(app: &App) -> Self {
        let state = app.state();
        let jobs: Vec<JobSnapshot> = state.jobs().filter(|job| !job.seeded).map(JobSnapshot::from).collect();
        let credits_spent = state.credits.spent();
        drop(state);
        Self::of(&app.record.all(), &jobs, credits_spent)
    }

    fn of(requests: &[ReceivedRequest], jobs: &[JobSnapshot], credits_spent: u64) -> Self {
        let mut calls: BTreeMap<String, BTreeMap<Option<u16>, usize>> = BTreeMap::new();
        let mut faults: BTreeMap<String, usize> = BTreeMap::new();
        for request in requests {
            *calls.entry(name(request)).or_default().entry(request.status).or_default() += 1;
            if let Some(fault) = fault(request) {
                *faults.entry(fault).or_default() += 1;
            }
        }
        let mut violations: Vec<String> = faults.into_iter().map(|(fault, times)| often(fault, times)).collect();
        violations.extend(outcome(jobs, credits_spent));
        let voices = jobs.iter().filter(|job| job.state == JobState::Succeed).count();
        Self { requests: requests.len(), voices, violations, calls }
    }

    /// Returns whether there is no violation.
    pub fn conforms(&self) -> bool {
        self.violations.is_empty()
    }
}

/// Shows the requests by operation with the statuses of their responses, then each violation, then the sum.
impl fmt::Display for Conformance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, statuses) in &self.calls {
            let shown = statuses.iter().map(|(status, times)| {
                let status = status.map_or_else(|| "no response".to_owned(), |status| status.to_string());
                if *times == 1 { status } else { format!("{status} ({times} times)") }
            });
            writeln!(f, "{name}: {}", shown.collect::<Vec<_>>().join(", "))?;
        }
        for violation in &self.violations {
            writeln!(f, "violation: {violation}")?;
        }
        let Self { requests, voices, violations, .. } = self;
        write!(f, "requests: {requests}, voices trained: {voices}, violations: {}", violations.len())
    }
}

fn often(fault: String, times: usize) -> String {
    if times == 1 { fault } else { format!("{fault} ({times} requests)") }
}

/// Returns the name of a request: its operation, or its method and server.
fn name(request: &ReceivedRequest) -> String {
    match (request.operation, request.server) {
        (Some(operation), _) => operation.to_owned(),
        (None, Server::MetaStudio) => format!("{} {}", request.method, request.path),
        (None, server) => format!("{} to {}", request.method, server.name()),
    }
}

/// Returns what is wrong with a request, if anything is.
fn fault(request: &ReceivedRequest) -> Option<String> {
    let name = name(request);
    match request.server {
        Server::MetaStudio if request.operation.is_none() => {
            Some(format!("{name}: the API has no such operation; compare method and path with the spec"))
        }
        Server::MetaStudio => credentials(request).map(|wrong| format!("{name} {wrong}")),
        Server::Obs => upload(request).map(|wrong| format!("{name} {wrong}")),
        Server::Iam | Server::Metadata => None,
    }
}

/// Returns what is wrong with the credentials of a call.
fn credentials(request: &ReceivedRequest) -> Option<&'static str> {
    let has = |name| request.header(name).is_some();
    match (has("x-auth-token"), has("authorization"), has("x-sdk-date")) {
        (true, false, false) | (false, true, true) => None,
        (true, ..) => Some(
            "has X-Auth-Token and, beside it, Authorization or X-Sdk-Date: authenticate with one of the two. Most often \
             the generator takes \"a token, or a signature and its date\" for \"all three\": let it read a `token-only` \
             file of openapi/dist",
        ),
        (false, true, false) => Some("has Authorization without X-Sdk-Date: sign the request together with its date"),
        (false, false, _) => Some("has no credentials: send the token in X-Auth-Token, or sign the request"),
    }
}

/// Returns what is wrong with an upload.
fn upload(request: &ReceivedRequest) -> Option<String> {
    if request.carries_credentials() || request.header("x-sdk-date").is_some() {
        let wrong = "carries credentials: the URL is signed already, and another host must not see them. Leave out the \
                     headers that the client adds to calls of the API";
        return Some(wrong.to_owned());
    }
    match request.status {
        Some(status) if status >= 400 && !request.disturbed => Some(format!(
            "was refused with {status}: send the URL as it is, exactly the Content-Type of its `x-upload`, and a \
             Content-Length"
        )),
        _ => None,
    }
}

/// Returns what is wrong with the jobs that are left in the end.
fn outcome(jobs: &[JobSnapshot], credits_spent: u64) -> Vec<String> {
    let mut wrong = Vec::new();
    let voices = jobs.iter().filter(|job| job.state == JobState::Succeed).count();
    if jobs.is_empty() {
        wrong.push("no job was created, or each was deleted again".to_owned());
    } else if voices == 0 {
        let states: Vec<&str> = jobs.iter().map(|job| job.state.as_str()).collect();
        wrong.push(format!(
            "no job has reached SUCCEED, the jobs are in {}: poll until the state is final",
            states.join(", ")
        ));
    }
    let left = jobs.iter().filter(|job| job.submissions == 0).count();
    if left > 0 {
        wrong.push(format!(
            "jobs created and never submitted: {left}. A create request that is sent twice makes two jobs"
        ));
    }
    if credits_spent > voices as u64 && voices > 0 {
        wrong.push(format!("{credits_spent} credits were spent on {voices} voices"));
    }
    wrong
}

#[cfg(test)]
mod tests {
    //! Checks what a request alone shows. The command's tests run whole clients.

    use axum::http::Request;

    use super::*;
    use crate::http::record::Record;

    fn request(server: Server, operation: Option<&'static str>, status: u16, headers: &[&str]) -> ReceivedRequest {
        let mut request = Request::put("/a");
        for name in headers {
            request = request.header(*name, "1");
        }
        let record = Record::default();
        record.begin(server, &request.body(()).unwrap().into_parts().0, operation).responded(status);
        record.all().remove(0)
    }

    fn call(headers: &[&str]) -> Option<String> {
        fault(&request(Server::MetaStudio, Some("ShowShortJob"), 200, headers))
    }

    #[test]
    fn a_call_has_a_token_or_a_signature_with_its_date() {
        assert_eq!(call(&["x-auth-token"]), None);
        assert_eq!(call(&["authorization", "x-sdk-date", "x-security-token", "x-project-id"]), None);
        for (headers, words) in [
            (&["x-auth-token", "authorization", "x-sdk-date"][..], "token-only"),
            (&["x-auth-token", "x-sdk-date"], "token-only"),
            (&["authorization"], "without X-Sdk-Date"),
            (&["x-sdk-date"], "no credentials"),
            (&[], "no credentials"),
        ] {
            let fault = call(headers).unwrap();
            assert!(fault.starts_with("ShowShortJob has ") && fault.contains(words), "{headers:?}: {fault}");
        }
    }

    #[test]
    fn an_upload_is_accepted_and_has_no_credentials() {
        let upload = |status, headers: &[&str]| fault(&request(Server::Obs, None, status, headers));
        assert_eq!(upload(200, &["content-type"]), None);
        for header in ["x-auth-token", "authorization", "x-sdk-date", "x-project-id"] {
            assert!(upload(400, &[header]).unwrap().starts_with("PUT to obs carries credentials"), "{header}");
        }
        assert!(upload(403, &[]).unwrap().contains("was refused with 403"));
    }

    #[test]
    fn a_path_that_the_api_does_not_have_is_named() {
        let fault = fault(&request(Server::MetaStudio, None, 404, &["x-auth-token"])).unwrap();
        assert!(fault.starts_with("PUT /a: the API has no such operation"), "{fault}");
    }

    #[test]
    fn a_fault_that_occurs_often_appears_once() {
        let requests = [(); 3].map(|()| request(Server::MetaStudio, Some("ShowShortJob"), 401, &[]));
        let Conformance { requests, violations, .. } = Conformance::of(&requests, &[], 0);
        assert_eq!((requests, violations.len()), (3, 2));
        assert!(violations[0].ends_with(" (3 requests)"), "{violations:?}");
        assert_eq!(violations[1], "no job was created, or each was deleted again");
    }
}
