//! The contract between the spec and the client: the parts of the spec that the hand-written modules of the client use,
//! by name.
//!
//! If a spec lacks one of them, a finding names it at its place in the spec, instead of a series of errors of rustc in the
//! client. A test builds the client with a spec that has nothing else, so the list is known to be complete. Types are not
//! listed: where one is another, rustc names the property and the file of the client that uses it.

/// Names, each with the names that it has to have.
type Names = &'static [(&'static str, &'static [&'static str])];

/// The requirements that a client places on its spec.
#[derive(Clone, Copy, Debug)]
pub struct Contract {
    /// The operations that the modules call, by their `operationId`, each with the parameters that the modules set, and
    /// `x-pagination` where they read all pages.
    pub operations: Names,
    /// The schemas that the modules use, each with the properties or the enum values that they use.
    pub schemas: Names,
}

impl Contract {
    /// The contract without requirements, which every spec fulfils.
    pub const NONE: Self = Self { operations: &[], schemas: &[] };

    /// The contract of metastudio-voice, in the order of a job.
    #[rustfmt::skip] // A line for each operation and schema, as far as it fits.
    pub const CLIENT: Self = Self {
        operations: &[
            ("ShowTenantDurationCfg", &[]),
            ("ShowVoiceTrainingQuotas", &[]),
            ("ListVoiceTrainingJob", &["voice_name", "job_type", "state", "x-pagination"]),
            ("CreateTrainingBasicJob", &["X-App-UserId"]),
            ("CreateTrainingMiddleJob", &["X-App-UserId"]),
            ("CreateTrainingAdvanceJob", &["X-App-UserId"]),
            ("CreateTrainingThirdPartyJob", &["X-App-UserId"]),
            ("ShowJobUploadingAddress", &["job_id"]),
            ("ShowTrainingSegmentInfo", &["job_id"]),
            ("ConfirmTrainingSegment", &["job_id", "index"]),
            ("ListJobOperationLog", &["job_id", "x-pagination"]),
            ("CommitVoiceTrainingJob", &["job_id"]),
            ("DeleteVoiceTrainingJob", &["job_id"]),
            ("ShowVoiceTrainingJob", &["job_id"]),
            ("ShowJobAuditResult", &["job_id"]),
        ],
        schemas: &[
            ("ProjectId", &[]),
            ("ErrorResponse", &[]),
            ("TenantDurationCfg", &[
                "basic_min", "basic_max", "basic_advice_value", "middle_min", "middle_max", "middle_advice_value",
                "advance_min", "advance_max", "advance_advice_value", "cmww_min", "cmww_max", "cmww_advice_value",
                "ljzn_min", "ljzn_max", "ljzn_advice_value", "flexus_min", "flexus_max", "flexus_advice_value",
            ]),
            ("ShowVoiceTrainingQuotasRsp", &["resource_available_nums"]),
            ("ResourceAvailableNums", &["flexus", "basic", "middle", "middle_on_demand", "advance", "third_party_cmww"]),
            ("VoiceNameFilter", &[]),
            ("JobTypeFilter", &[]),
            ("StateFilter", &[]),
            ("ListTrainingJobsInfo", &["count", "jobs"]),
            ("AppUserId", &[]),
            ("VoiceName", &[]),
            ("CreateType", &["PACKAGE", "SEGMENT"]),
            ("CreateTrainingJobReq", &["voice_name", "create_type", "is_ondemand_resource"]),
            ("CreateTrainingJobRsp", &[
                "job_id", "training_data_uploading_url", "segment_uploading_url", "authorization_letter_uploading_url",
            ]),
            ("JobId", &[]),
            ("ShowJobUploadingAddressRsp", &["package_url", "segment_url", "authorization_letter_uploading_url"]),
            ("PackageUrl", &["training_data_uploading_url"]),
            ("SegmentUploadingUrl", &["audio_uploading_url", "txt_uploading_url"]),
            ("ShowConfirmedTrainingSegmentRsp", &["confirmed_index"]),
            ("ConfirmTrainingSegmentRsp", &["confirm_result", "unmatched_index_hit"]),
            ("ListJobOperationLogRsp", &["count", "operations"]),
            ("OperationLogItem", &["action"]),
            ("OperationAction", &["COMMIT_JOB"]),
            // The corrections that a submission carries (`src/training/details.rs`). They are named as text, so that the
            // client would compile without them and do something else.
            ("CommitJobReq", &["tag", "description", "sex", "language", "phone", "output_language", "custom_text"]),
            // From `sex` on, the details by which a training recognizes its job (`src/training/ownership.rs`), as text.
            ("TrainingJobInfo", &[
                "job_id", "job_type", "voice_name", "app_user_id", "batch_name", "state", "asset_id", "job_failed_code",
                "job_failed_reason", "sex", "language", "tag", "create_type", "output_language", "is_ondemand_resource",
                "dhtms_job_id",
            ]),
            ("JobType", &["BASIC", "MIDDLE", "ADVANCE", "THIRD_PARTY", "THIRD_PARTY_LJZN", "FLEXUS"]),
            ("JobState", &["CREATING", "AUDIT_FAILED"]),
            ("AuditResult", &["system_audit_result", "admin_audit_result"]),
            ("SystemAuditResult", &["errors"]),
            ("AdminAuditResult", &["message"]),
            ("AuditError", &["audio_name", "text_name", "error_code", "error_message"]),
        ],
    };
}
