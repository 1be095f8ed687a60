//! The faults of the network and the service. Each is a row: what happens to one call or one upload, and the outcome.
//! The columns of a call's fault are the kinds of call, and the calls of a training.
//!
//! The outcomes of a single upload, whatever a server does, stand in `upload::responses` and `upload::retries`.

mod calls;
mod chaos;
mod refusals;
mod scripts;
mod training;

use std::sync::LazyLock;
use std::time::Duration;

use metastudio_voice::operations::{Idempotency, Operation};
use metastudio_voice_simulator::{Disturbance, ErrorResponse, UploadDisturbance};
use serde_json::Value;

/// The fate of one attempt of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    /// Nobody listens.
    Refused,
    /// The server accepts the connection.
    Server(Disturbance),
}

impl Step {
    fn server(self) -> Option<Disturbance> {
        match self {
            Self::Refused => None,
            Self::Server(disturbance) => Some(disturbance),
        }
    }

    /// Returns whether the attempt ends by its time limit.
    fn is_silent(&self) -> bool {
        matches!(self, Self::Server(Disturbance::HangBefore | Disturbance::HangAfter | Disturbance::Drip { .. }))
    }
}

/// The number of times that an operation was sent and executed, and the outcome of the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Done {
    sent: usize,
    carried_out: usize,
    verdict: Verdict,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Success,
    NothingDone,
    InDoubt,
}

const fn done(sent: usize, carried_out: usize, verdict: Verdict) -> Done {
    Done { sent, carried_out, verdict }
}

const ONCE: Done = done(1, 1, Verdict::Success);
/// The first attempt was not executed, and the second was.
const AGAIN: Done = done(2, 1, Verdict::Success);
const TWICE: Done = done(2, 2, Verdict::Success);
/// The stream is not the file, which its reader sees.
const PAGE: Done = done(1, 0, Verdict::Success);
const REFUSED: Done = done(1, 0, Verdict::NothingDone);
/// In doubt, and not executed or executed.
const UNDONE: Done = done(1, 0, Verdict::InDoubt);
const LOST: Done = done(1, 1, Verdict::InDoubt);
/// A deletion finds nothing the second time, and says that the first attempt may have deleted the job.
const GONE: Done = done(2, 1, Verdict::InDoubt);

/// The kinds of call.
const KINDS: [&str; 6] = [
    "read",
    "idempotent change without a response body",
    "deletion",
    "change",
    "change without a response body",
    "stream",
];
/// The column of a response that the caller reads, and so meets its faults.
const STREAM: usize = 5;

/// The time limit for responses that may never come: many times what a response takes otherwise.
const PATIENCE: Duration = Duration::from_secs(3);

/// Returns the column of an operation.
fn kind(operation: &Operation) -> usize {
    static SPEC: LazyLock<Value> = LazyLock::new(|| serde_yaml::from_str(metastudio_voice::SPEC).expect("YAML"));
    let responses = &SPEC["paths"][operation.path][operation.method.to_lowercase()]["responses"];
    let content = &responses["200"]["content"];
    match (operation.idempotency, content.is_null()) {
        _ if operation.id == "DeleteVoiceTrainingJob" => 2,
        (_, false) if content["application/json"].is_null() => STREAM,
        (Idempotency::Safe, _) => 0,
        (Idempotency::Idempotent, true) => 1,
        (Idempotency::Idempotent, false) => panic!("{} is of a kind that has no column yet", operation.id),
        (_, false) => 3,
        (_, true) => 4,
    }
}

/// A fault of a call.
#[derive(Clone, Debug)]
struct CallFault {
    name: &'static str,
    step: Step,
    /// The outcome of a call that meets it once, by kind.
    calls: [Done; KINDS.len()],
    /// The outcome of a training that sends each call once and meets the fault at one of the calls of [`TRAINING`]: `x`
    /// if the run ends, `.` if it continues. Empty if no training meets it.
    training: &'static str,
}

/// The calls of a training.
const TRAINING: [&str; 7] = [
    "ShowTenantDurationCfg",
    "ShowVoiceTrainingQuotas",
    "ListVoiceTrainingJob",
    "CreateTrainingAdvanceJob",
    "ListJobOperationLog",
    "CommitVoiceTrainingJob",
    "ShowVoiceTrainingJob",
];

/// Returns each fault of a call.
fn of_calls() -> Vec<CallFault> {
    use Disturbance as D;
    let json = |status, code: &str| D::Respond(ErrorResponse::new(status, code, "m"));
    let text = |status| ErrorResponse::text(status, "busy");
    let row = |name, disturbance, calls, training| CallFault { name, step: Step::Server(disturbance), calls, training };
    let (drip, refused) = (D::Drip { pause: 2 * PATIENCE }, row("refused", D::Pass, [ONCE; 6], ""));
    let (undone, lost) = ([AGAIN, AGAIN, AGAIN, UNDONE, UNDONE, UNDONE], [TWICE, TWICE, GONE, LOST, LOST, LOST]);
    // C5: a read whose response cannot be read is repeated, and nothing else is for the sake of its response. Nothing
    // drips or is malformed where there is no body, and the reader of a stream sees how it ends.
    vec![
        CallFault { step: Step::Refused, ..refused },
        row("none", D::Pass, [ONCE; 6], ""),
        row("429", json(429, "APIGW.0308"), [AGAIN; 6], "..xx..."),
        row("400", json(400, "MSS.00000003"), [REFUSED; 6], "..xxxxx"),
        row("401", json(401, "APIGW.0301"), [REFUSED; 6], "xxxxxxx"),
        row("403", json(403, "MSS.41000023"), [REFUSED; 6], "..xxxxx"),
        row("500, a bad token", json(500, "MSS.00021016"), [REFUSED; 6], "xxxxxxx"),
        row("500", json(500, "MSS.00000004"), undone, "..x...."),
        row("503", D::Respond(text(503)), undone, "..x...."),
        row("504, done", D::RespondAfter(text(504)), lost, "..x...."),
        row("reset, unread", D::ResetUnread, undone, "xxx...."),
        row("reset", D::ResetBefore, undone, "xxx...."),
        row("reset, done", D::ResetAfter, lost, "xxx...."),
        row("silence", D::HangBefore, undone, "xxx...."),
        row("silence, done", D::HangAfter, lost, "xxx...."),
        row("drips", drip, [TWICE, ONCE, ONCE, LOST, ONCE, ONCE], "xxx...."),
        row("cut off", D::Truncated, [TWICE, TWICE, GONE, LOST, LOST, ONCE], "xxx...."),
        row("malformed", D::Malformed, [TWICE, ONCE, ONCE, LOST, ONCE, ONCE], "x.x...."),
        row("web page", D::WebPage, [AGAIN, UNDONE, UNDONE, UNDONE, UNDONE, PAGE], "x.x...."),
    ]
}

/// A fault of an upload.
#[derive(Clone, Debug)]
struct UploadFault {
    name: &'static str,
    disturbance: UploadDisturbance,
    /// The words of the error with which the run of a training ends, unless the upload is retried.
    ends: Option<&'static str>,
}

impl UploadFault {
    /// Returns whether the attempt ends by a time limit.
    fn is_silent(&self) -> bool {
        use UploadDisturbance as U;
        matches!(self.disturbance, U::Stall { .. } | U::HangBefore | U::HangAfter)
    }
}

/// Returns each fault of an upload.
fn of_uploads() -> Vec<UploadFault> {
    use UploadDisturbance as U;
    let refused = |status, code: &str| ErrorResponse::new(status, code, "try again");
    let thirty_years = refused(503, "SlowDown").retry_after("946080000");
    let row = |name, disturbance| UploadFault { name, disturbance, ends: None };
    let end = |name, disturbance, words| UploadFault { ends: Some(words), ..row(name, disturbance) };
    vec![
        row("503 SlowDown", U::RespondUnread(refused(503, "SlowDown"))),
        row("500", U::Respond(refused(500, "InternalError"))),
        row("RequestTimeout", U::Respond(refused(400, "RequestTimeout"))),
        row("500, done", U::RespondAfter(refused(500, "InternalError"))),
        row("403, expired", U::RespondUnread(refused(403, "AccessDenied"))),
        // B2.
        end("30 years", U::Respond(thirty_years), "asks to wait 10950 days"),
        // B7.
        end("arrears", U::Arrears, "top it up"),
        end("quota", U::QuotaExceeded, "quota"),
        row("redirect", U::Redirect),
        row("web page", U::WebPage),
        row("early success", U::EarlySuccess { after: 1 }),
        row("reset, unread", U::ResetUnread),
        row("reset, middle", U::ResetMiddle { after: 50_000 }),
        row("reset", U::ResetBefore),
        row("reset, done", U::ResetAfter),
        row("stall", U::Stall { after: 50_000 }),
        row("silence", U::HangBefore),
        row("silence, done", U::HangAfter),
        row("late", U::Slow { pause: Duration::from_millis(20) }),
        row("wrong ETag", U::WrongEtag),
        row("encrypted", U::EncryptedEtag),
    ]
}

/// Returns the faults that a workflow waits out and that need no time limit, each with its name.
pub(crate) fn transient_calls() -> Vec<(&'static str, Disturbance)> {
    let rows = of_calls().into_iter().filter(|row| !row.step.is_silent() && row.training.ends_with('.'));
    rows.filter_map(|row| Some((row.name, row.step.server()?))).collect()
}

/// Returns the faults after which an upload is sent again and that need no time limit, each with its name.
pub(crate) fn transient_uploads() -> Vec<(&'static str, UploadDisturbance)> {
    let rows = of_uploads().into_iter().filter(|row| !row.is_silent() && row.ends.is_none());
    rows.map(|row| (row.name, row.disturbance)).collect()
}
