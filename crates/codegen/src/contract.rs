//! The contract between the spec and the client: the parts of the spec that the hand-written modules of the client use.
//!
//! If a spec lacks an operation or a schema, a finding names it, instead of a series of type errors in the client. The
//! fields, parameters and enum values that the modules use are not listed: where one is missing or has another type,
//! rustc names it and the file that uses it. The contract has only those properties that the modules name as text,
//! which rustc does not see.

/// The requirements that a client places on its spec.
#[derive(Clone, Copy, Debug)]
pub struct Contract {
    /// The operations that the modules call, by their `operationId`.
    pub operations: &'static [&'static str],
    /// The schemas whose types the modules name, each with the properties that they name as text.
    pub schemas: &'static [(&'static str, &'static [&'static str])],
}

impl Contract {
    /// The contract without requirements, which every spec fulfils.
    pub const NONE: Self = Self { operations: &[], schemas: &[] };

    /// The contract of metastudio-voice.
    pub const CLIENT: Self = Self {
        // In the order of a job.
        operations: &[
            "ShowTenantDurationCfg",
            "ShowVoiceTrainingQuotas",
            "ListVoiceTrainingJob",
            "CreateTrainingBasicJob",
            "CreateTrainingMiddleJob",
            "CreateTrainingAdvanceJob",
            "CreateTrainingThirdPartyJob",
            "ShowJobUploadingAddress",
            "ShowTrainingSegmentInfo",
            "ConfirmTrainingSegment",
            "ListJobOperationLog",
            "CommitVoiceTrainingJob",
            "DeleteVoiceTrainingJob",
            "ShowVoiceTrainingJob",
            "ShowJobAuditResult",
        ],
        schemas: &[
            ("ProjectId", &[]),
            ("AppUserId", &[]),
            ("VoiceName", &[]),
            ("JobId", &[]),
            ("JobType", &[]),
            ("JobState", &[]),
            ("CreateType", &[]),
            ("OperationAction", &[]),
            ("TenantDurationCfg", &[]),
            ("ResourceAvailableNums", &[]),
            ("CreateTrainingJobReq", &[]),
            ("CreateTrainingJobRsp", &[]),
            ("ShowJobUploadingAddressRsp", &[]),
            ("SegmentUploadingUrl", &[]),
            // The corrections that a submission carries (`src/training/details.rs`).
            ("CommitJobReq", &["tag", "description", "sex", "language", "phone", "output_language", "custom_text"]),
            // The details by which a training recognizes its job (`src/training/ownership.rs`).
            (
                "TrainingJobInfo",
                &["sex", "language", "tag", "create_type", "output_language", "is_ondemand_resource", "dhtms_job_id"],
            ),
            ("AuditError", &[]),
        ],
    };
}
