//! The uses of the spec in `src/` of the client, room by room.

use super::{Room, Use};

pub(super) static USES: &[Use] = &[
    // Transport: it fills in the project and reads what a refusal says.
    Use::Text { schema: "ProjectId", room: Room::Transport },
    Use::Fields { schema: "ErrorResponse", fields: &[], room: Room::Transport },
    // Training, in the order of a job.
    Use::Operation {
        id: "ShowTenantDurationCfg",
        parameters: &[],
        body: None,
        answer: Some("TenantDurationCfg"),
        room: Room::Training,
    },
    Use::Fields {
        schema: "TenantDurationCfg",
        fields: &[("advance_min", "integer"), ("advance_max", "integer")],
        room: Room::Training,
    },
    Use::Operation {
        id: "CreateTrainingAdvanceJob",
        parameters: &["X-App-UserId"],
        body: Some("CreateTrainingJobReq"),
        answer: Some("CreateTrainingJobRsp"),
        room: Room::Training,
    },
    Use::Text { schema: "AppUserId", room: Room::Training },
    Use::Fields {
        schema: "CreateTrainingJobReq",
        fields: &[("voice_name", "VoiceName"), ("create_type", "CreateType")],
        room: Room::Training,
    },
    Use::Text { schema: "VoiceName", room: Room::Training },
    Use::Values { schema: "CreateType", values: &["PACKAGE"], room: Room::Training },
    Use::Fields {
        schema: "CreateTrainingJobRsp",
        fields: &[
            ("job_id", "string!"),
            ("training_data_uploading_url", "string"),
            ("authorization_letter_uploading_url", "string"),
        ],
        room: Room::Training,
    },
    Use::Operation {
        id: "ShowJobUploadingAddress",
        parameters: &["job_id"],
        body: None,
        answer: Some("ShowJobUploadingAddressRsp"),
        room: Room::Training,
    },
    Use::Text { schema: "JobId", room: Room::Training },
    Use::Fields {
        schema: "ShowJobUploadingAddressRsp",
        fields: &[("package_url", "PackageUrl"), ("authorization_letter_uploading_url", "string")],
        room: Room::Training,
    },
    Use::Fields { schema: "PackageUrl", fields: &[("training_data_uploading_url", "string")], room: Room::Training },
    Use::Operation {
        id: "CommitVoiceTrainingJob",
        parameters: &["job_id"],
        body: Some("CommitJobReq"),
        answer: None,
        room: Room::Training,
    },
    Use::Fields { schema: "CommitJobReq", fields: &[], room: Room::Training },
    Use::Operation {
        id: "ShowVoiceTrainingJob",
        parameters: &["job_id"],
        body: None,
        answer: Some("TrainingJobInfo"),
        room: Room::Training,
    },
    Use::Fields {
        schema: "TrainingJobInfo",
        fields: &[
            ("state", "JobState"),
            ("asset_id", "string"),
            ("job_failed_code", "string"),
            ("job_failed_reason", "string"),
        ],
        room: Room::Training,
    },
    Use::Values { schema: "JobState", values: &["CREATING", "AUDIT_FAILED"], room: Room::Training },
    Use::Operation {
        id: "ShowJobAuditResult",
        parameters: &["job_id"],
        body: None,
        answer: Some("AuditResult"),
        room: Room::Training,
    },
    Use::Fields {
        schema: "AuditResult",
        fields: &[("system_audit_result", "SystemAuditResult"), ("admin_audit_result", "AdminAuditResult")],
        room: Room::Training,
    },
    Use::Fields { schema: "SystemAuditResult", fields: &[("errors", "AuditError[]")], room: Room::Training },
    Use::Fields { schema: "AdminAuditResult", fields: &[("message", "string")], room: Room::Training },
    Use::Fields {
        schema: "AuditError",
        fields: &[
            ("audio_name", "string"),
            ("text_name", "string"),
            ("error_code", "string"),
            ("error_message", "string"),
        ],
        room: Room::Training,
    },
];
