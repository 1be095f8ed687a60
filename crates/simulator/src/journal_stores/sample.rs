//! Journals for the suite.

use metastudio_voice::training::{Journal, JournalStatus};
use serde_json::{Value, json};

/// Returns a journal with this status. The name of its voice tells it from others.
pub(super) fn journal(voice: &str, status: JournalStatus) -> Result<Journal, String> {
    let mut journal = json!({
        "version": 1,
        "service": { "host": "metastudio.example", "project_id": "0123456789abcdef" },
        "edition": "PREMIUM",
        "voice_name": voice,
        "submission": { "number": 1, "uploaded": [] },
    });
    let job = json!("26f06524-4f75-4b3a-a853-b649a21aaf66");
    let submitted = |state: &str| json!({ "number": 1, "uploaded": [], "submitted_at": 1, "state": state });
    let fields: Vec<(&str, Value)> = match status {
        JournalStatus::New => Vec::new(),
        JournalStatus::Creating => vec![("pending_create", json!({ "known": [] }))],
        JournalStatus::Created => vec![("job_id", job)],
        JournalStatus::Submitted => vec![("job_id", job), ("submission", submitted("SYSTEM_AUDITING"))],
        JournalStatus::ActionNeeded => vec![("job_id", job), ("submission", submitted("AUDIT_FAILED"))],
        JournalStatus::Trained => vec![("job_id", job), ("submission", submitted("SUCCEED"))],
        JournalStatus::Failed => vec![("job_id", job), ("submission", submitted("FAILED"))],
        JournalStatus::Stopped => vec![("stopped", json!({ "kind": "no_credit", "message": "no credit is left" }))],
        other => return Err(format!("the suite has no journal with the status {other}")),
    };
    for (name, value) in fields {
        journal[name] = value;
    }
    serde_json::from_value(journal).map_err(|error| format!("the suite's journal is none of this version: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_journal_with_each_status() {
        for status in JournalStatus::ALL {
            assert_eq!(journal("voice", *status).map(|journal| journal.status()), Ok(*status));
        }
    }
}
