/// Types used as operation parameters and responses.
pub mod types {
    /// What the reviewer has found.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Default)]
    #[non_exhaustive]
    pub struct AdminAuditResult {
        /// The name of an attached file. 1 to 256 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub attachment_name: ::std::option::Option<::std::string::String>,
        /// A link for downloading the attached file. 1 to 4096 characters.
        ///
        /// Sensitive: `Debug` prints `***` in its place.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub attachment_url: ::std::option::Option<::std::string::String>,
        /// When the review was made. 0 to 2147483647; the unit is not stated.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub audit_time: ::std::option::Option<i64>,
        /// The reviewer's words. 1 to 256 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: ::std::option::Option<::std::string::String>,
    }
    impl AdminAuditResult {
        /// Returns a builder: set properties, then convert it with `try_into()`.
        pub fn builder() -> builder::AdminAuditResult {
            ::std::default::Default::default()
        }
    }
    /// The id of one of your own users, without Chinese characters. Which characters count as Chinese is not documented, so no pattern stands here; ASCII is safe.
    ///
    /// 1 to 256 characters.
    ///
    /// Setters take it as a `&str`, a `String` or this type, each by value or by reference. Responses hold plain strings instead, which need not keep the limits.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct AppUserId(::std::string::String);
    impl ::std::ops::Deref for AppUserId {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<AppUserId> for ::std::string::String {
        fn from(value: AppUserId) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for AppUserId {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 256usize {
                return ::std::result::Result::Err(
                    "the value is longer than 256 characters".into(),
                );
            }
            if value.chars().count() < 1usize {
                return ::std::result::Result::Err(
                    "the value is shorter than 1 character".into(),
                );
            }
            ::std::result::Result::Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for AppUserId {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for AppUserId {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for AppUserId {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    /// One score of a recording.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[non_exhaustive]
    pub struct AssessProperty {
        /// The value that was measured. 1 to 2048 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub actual: ::std::option::Option<::std::string::String>,
        /// The value that is wanted. 1 to 2048 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub expected: ::std::option::Option<::std::string::String>,
        /// Whether the value is out of range, -1 to 1. By our reading -1 is below, 0 within and 1 above the range.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<i64>,
        /// Advice in Chinese. 1 to 2048 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub suggestion: ::std::option::Option<::std::string::String>,
        /// Advice in English. 1 to 2048 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub suggestion_en: ::std::option::Option<::std::string::String>,
    }
    impl AssessProperty {
        /// Returns a builder: set properties, then convert it with `try_into()`.
        pub fn builder() -> builder::AssessProperty {
            ::std::default::Default::default()
        }
    }
    /// The scores of a recording. A score that was not made is absent.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[non_exhaustive]
    pub struct AssessResult {
        /// The DNSMOS score of the background.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub dnsmos_bak: ::std::option::Option<AssessProperty>,
        /// The DNSMOS score overall.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub dnsmos_ovrl: ::std::option::Option<AssessProperty>,
        /// How much the room reverberates.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub reverb: ::std::option::Option<AssessProperty>,
        /// The ratio of signal to noise.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub snr: ::std::option::Option<AssessProperty>,
        /// How loud the speech is.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sound: ::std::option::Option<AssessProperty>,
        /// How fast the speech is.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub speed: ::std::option::Option<AssessProperty>,
        /// Advice on the whole recording. 1 to 256 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub suggestion: ::std::option::Option<::std::string::String>,
    }
    impl AssessResult {
        /// Returns a builder: set properties, then convert it with `try_into()`.
        pub fn builder() -> builder::AssessResult {
            ::std::default::Default::default()
        }
    }
    /// The URL for uploading an attachment of a review.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Default)]
    #[non_exhaustive]
    pub struct AttachmentUploadingAddress {
        /// The attachment's number. 0 to 99.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub number: ::std::option::Option<i64>,
        /// Where to upload the attachment. 1 to 4096 characters. The `Content-Type` is not documented.
        ///
        /// Upload with `PUT`. [`ShowUserReviewAttachmentUploadingAddress`](super::Client::show_user_review_attachment_uploading_address) returns a fresh URL.
        ///
        /// Sensitive: `Debug` prints `***` in its place.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub uploading_url: ::std::option::Option<::std::string::String>,
    }
    impl AttachmentUploadingAddress {
        /// Returns a builder: set properties, then convert it with `try_into()`.
        pub fn builder() -> builder::AttachmentUploadingAddress {
            ::std::default::Default::default()
        }
    }
    /// A fault that the automatic check has found.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[non_exhaustive]
    pub struct AuditError {
        /// The audio file's name. 1 to 1024 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub audio_name: ::std::option::Option<::std::string::String>,
        /// The fault as a code. 1 to 1024 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error_code: ::std::option::Option<::std::string::String>,
        /// The fault in words. 1 to 1024 characters. The name is `error_message` here and `error_msg` in an error response.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error_message: ::std::option::Option<::std::string::String>,
        /// The text file's name. 1 to 1024 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub text_name: ::std::option::Option<::std::string::String>,
    }
    impl AuditError {
        /// Returns a builder: set properties, then convert it with `try_into()`.
        pub fn builder() -> builder::AuditError {
            ::std::default::Default::default()
        }
    }
    /// What a job's review has found.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[non_exhaustive]
    pub struct AuditResult {
        /// What the reviewer has found.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub admin_audit_result: ::std::option::Option<AdminAuditResult>,
        /// What the automatic check has found.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub system_audit_result: ::std::option::Option<SystemAuditResult>,
    }
    impl AuditResult {
        /// Returns a builder: set properties, then convert it with `try_into()`.
        pub fn builder() -> builder::AuditResult {
            ::std::default::Default::default()
        }
    }
    /// The name of a batch of jobs.
    ///
    /// 1 to 256 characters.
    ///
    /// Setters take it as a `&str`, a `String` or this type, each by value or by reference. Responses hold plain strings instead, which need not keep the limits.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct BatchName(::std::string::String);
    impl ::std::ops::Deref for BatchName {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<BatchName> for ::std::string::String {
        fn from(value: BatchName) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for BatchName {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 256usize {
                return ::std::result::Result::Err(
                    "the value is longer than 256 characters".into(),
                );
            }
            if value.chars().count() < 1usize {
                return ::std::result::Result::Err(
                    "the value is shorter than 1 character".into(),
                );
            }
            ::std::result::Result::Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for BatchName {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for BatchName {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for BatchName {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    /// How a credit is paid for. The schema's name is Huawei's, misprint included.
    ///
    /// New values may come at any time: they are read as [`Self::Unknown`] and written back unchanged.
    ///
    /// Source: Huawei Cloud SDKs, 2026-08-20. Huawei's OpenAPI of 2025-07-30 has the first two values and names ONE_TIME as the default; the SDKs since 3.1.159 (2025-07) add ON_DEMAND and name none. The three values stand, without a default: this is read only.
    #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[non_exhaustive]
    pub enum ChardMode {
        /// `PERIODIC`: By subscription.
        Periodic,
        /// `ONE_TIME`: Once. Credits that an SP administrator has granted are of this mode too.
        OneTime,
        /// `ON_DEMAND`: Per use. For the MIDDLE edition only, and three jobs at most.
        OnDemand,
        /// A value that the spec does not list, as the service wrote it.
        Unknown(::std::string::String),
    }
    impl ChardMode {
        /// The values that the spec lists, as they are on the wire.
        pub const KNOWN: &'static [&'static str] = &[
            "PERIODIC",
            "ONE_TIME",
            "ON_DEMAND",
        ];
        /// Returns the value as it is on the wire.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Periodic => "PERIODIC",
                Self::OneTime => "ONE_TIME",
                Self::OnDemand => "ON_DEMAND",
                Self::Unknown(value) => value,
            }
        }
        fn known(value: &str) -> ::std::option::Option<Self> {
            match value {
                "PERIODIC" => ::std::option::Option::Some(Self::Periodic),
                "ONE_TIME" => ::std::option::Option::Some(Self::OneTime),
                "ON_DEMAND" => ::std::option::Option::Some(Self::OnDemand),
                _ => ::std::option::Option::None,
            }
        }
    }
    impl ::std::convert::From<&str> for ChardMode {
        fn from(value: &str) -> Self {
            Self::known(value).unwrap_or_else(|| Self::Unknown(value.to_owned()))
        }
    }
    impl ::std::convert::From<::std::string::String> for ChardMode {
        fn from(value: ::std::string::String) -> Self {
            Self::known(&value).unwrap_or(Self::Unknown(value))
        }
    }
    impl ::std::str::FromStr for ChardMode {
        type Err = ::std::convert::Infallible;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, ::std::convert::Infallible> {
            ::std::result::Result::Ok(value.into())
        }
    }
    impl ::std::convert::AsRef<str> for ChardMode {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }
    impl ::std::fmt::Display for ChardMode {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.pad(self.as_str())
        }
    }
    impl ::serde::Serialize for ChardMode {
        fn serialize<S: ::serde::Serializer>(
            &self,
            serializer: S,
        ) -> ::std::result::Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> ::serde::Deserialize<'de> for ChardMode {
        fn deserialize<D: ::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> ::std::result::Result<Self, D::Error> {
            <::std::string::String as ::serde::Deserialize>::deserialize(deserializer)
                .map(Self::from)
        }
    }
    /// The id of one of your own users, in the body of a submit. It may be empty.
    ///
    /// At most 256 characters.
    ///
    /// Setters take it as a `&str`, a `String` or this type, each by value or by reference. Responses hold plain strings instead, which need not keep the limits.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct CommitAppUserId(::std::string::String);
    impl ::std::ops::Deref for CommitAppUserId {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<CommitAppUserId> for ::std::string::String {
        fn from(value: CommitAppUserId) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for CommitAppUserId {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 256usize {
                return ::std::result::Result::Err(
                    "the value is longer than 256 characters".into(),
                );
            }
            ::std::result::Result::Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for CommitAppUserId {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for CommitAppUserId {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for CommitAppUserId {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    /// What a submit changes about the job. By our reading, an absent field leaves the job as it is.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Default)]
    #[non_exhaustive]
    pub struct CommitJobReq {
        /// The id of one of your own users. The `X-App-UserId` header carries the same; which of the two wins is not documented.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub app_user_id: ::std::option::Option<CommitAppUserId>,
        /// A text that the trained voice speaks as its audition sample.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub custom_text: ::std::option::Option<CustomText>,
        /// A description. The asset library shows it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub description: ::std::option::Option<Description>,
        /// The language of the recording: `CN` (Chinese) or `EN` (English).
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub language: ::std::option::Option<Language>,
        /// The language that the trained voice is to speak, such as CN.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub output_language: ::std::option::Option<OutputLanguage>,
        /// A phone number to contact. The format is not documented.
        ///
        /// Sensitive: `Debug` prints `***` in its place.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub phone: ::std::option::Option<Phone>,
        /// Whether the voice is female or male. No default is documented here.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sex: ::std::option::Option<Sex>,
        /// What the voice is for.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tag: ::std::option::Option<JobTag>,
        /// The voice's name. The trained voice bears it in the asset library.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub voice_name: ::std::option::Option<VoiceName>,
    }
    impl CommitJobReq {
        /// Returns a builder: set properties, then convert it with `try_into()`.
        pub fn builder() -> builder::CommitJobReq {
            ::std::default::Default::default()
        }
    }
    /// The outcome of checking one segment.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[non_exhaustive]
    pub struct ConfirmTrainingSegmentRsp {
        /// Whether speech and text agree.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub confirm_result: ::std::option::Option<bool>,
        /// The positions in the text where the speech differs. 0 to 4096.
        ///
        /// Source: Huawei's OpenAPI of MetaStudio, 2025-07-30. Entries go to 4096, and the documented example is 4096, while a segment's index goes to 1024. They count different things, positions in a text and segments, so both bounds stand.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        #[serde(deserialize_with = "crate::http::null_as_default")]
        pub unmatched_index_hit: ::std::vec::Vec<i64>,
    }
    impl ConfirmTrainingSegmentRsp {
        /// Returns a builder: set properties, then convert it with `try_into()`.
        pub fn builder() -> builder::ConfirmTrainingSegmentRsp {
            ::std::default::Default::default()
        }
    }
    /// A new short job.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[non_exhaustive]
    pub struct CreateShortJobReq {
        /// The kind of job.
        pub job_type: ShortJobType,
        /// The language of the audio: `CN` (Chinese) or `EN` (English).
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub language: ::std::option::Option<Language>,
    }
    impl CreateShortJobReq {
        /// Returns a builder: set properties, then convert it with `try_into()`.
        pub fn builder() -> builder::CreateShortJobReq {
            ::std::default::Default::default()
        }
    }
    /// A new short job and the URL for uploading its audio.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone)]
    #[non_exhaustive]
    pub struct CreateShortJobRsp {
        /// Where to upload the zip with the audio. 1 to 4096 characters. No operation renews it: create another job.
        ///
        /// Upload with `PUT` and `Content-Type: application/zip`.
        ///
        /// Sensitive: `Debug` prints `***` in its place.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub data_uploading_url: ::std::option::Option<::std::string::String>,
        /// The job's id. 1 to 64 characters.
        ///
        /// Source: Huawei Cloud SDKs, 2026-08-20. No source marks it as required. Without an id the response is of no use, so it is required here as in CreateTrainingJobRsp.
        pub job_id: ::std::string::String,
    }
    impl CreateShortJobRsp {
        /// Returns a builder: set properties, then convert it with `try_into()`.
        pub fn builder() -> builder::CreateShortJobRsp {
            ::std::default::Default::default()
        }
    }
    /// A new voice training job. All four create operations take it.
    ///
    /// Source: Huawei Cloud SDKs, 2026-08-20. The union of all sources. One English page stops at batch_name, the newer Chinese one adds output_language and custom_text, and SDKs from 3.1.159 (2025-07) on add is_ondemand_resource and supported_service. The body itself is required in Huawei's OpenAPI and the Node SDK but an optional field in the Python, Java, Go and PHP SDKs; since voice_name is required, the body is.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone)]
    #[non_exhaustive]
    pub struct CreateTrainingJobReq {
        /// A name that groups jobs. [`ListVoiceTrainingJob`](super::Client::list_voice_training_job) can filter by it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub batch_name: ::std::option::Option<BatchName>,
        /// How the files are uploaded. No source states what the service assumes when it is absent.
        ///
        /// Source: <https://support.huaweicloud.com/intl/en-us/api-metastudio/CreateTrainingAdvanceJob.html>, 2025-12-08. The texts of the premium and third-party pages allow only a zip, that is PACKAGE, while the schema that all editions share has both values. The schema is kept; what each edition allows is told with its operation.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub create_type: ::std::option::Option<CreateType>,
        /// A text that the trained voice speaks as its audition sample.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub custom_text: ::std::option::Option<CustomText>,
        /// A description. The asset library shows it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub description: ::std::option::Option<Description>,
        /// The id of a related job of the image-modeling API.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub dhtms_job_id: ::std::option::Option<DhtmsJobId>,
        /// Whether to use a pay-per-use credit. By the notes on `ON_DEMAND`, that is for the MIDDLE edition only and for three jobs at most.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub is_ondemand_resource: ::std::option::Option<bool>,
        /// The language of the recording: `CN` (Chinese) or `EN` (English). The service assumes CN when absent.
        ///
        /// Source: Huawei's OpenAPI of MetaStudio, 2025-07-30. The text says that only Chinese is supported, then lists CN and EN; the user guide speaks of Chinese and English recordings, and since SDK 3.1.100 the type is a free string. Free string it is.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub language: ::std::option::Option<Language>,
        /// The language that the trained voice is to speak, such as CN.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub output_language: ::std::option::Option<OutputLanguage>,
        /// A phone number to contact. The format is not documented.
        ///
        /// Sensitive: `Debug` prints `***` in its place.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub phone: ::std::option::Option<Phone>,
        /// Whether the voice is female or male. The service assumes FEMALE when absent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sex: ::std::option::Option<Sex>,
        /// What the voice is to be used for. How many entries are allowed is not documented.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        #[serde(deserialize_with = "crate::http::null_as_default")]
        pub supported_service: ::std::vec::Vec<SupportedServiceEnum>,
        /// What the voice is for. A recording of one of Huawei's preset scripts has to name that script's set here; for scripts of your own it is only a label.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tag: ::std::option::Option<JobTag>,
        /// The voice's name. The trained voice bears it in the asset library.
        pub voice_name: VoiceName,
    }
    impl CreateTrainingJobReq {
        /// Returns a builder: set properties, then convert it with `try_into()`.
        pub fn builder() -> builder::CreateTrainingJobReq {
            ::std::default::Default::default()
        }
    }
    /// A new job and the URLs for uploading its files.
    ///
    /// Source: <https://support.huaweicloud.com/intl/en-us/api-metastudio/CreateTrainingAdvanceJob.html>, 2025-12-08. By the text each set of URLs appears only for its create_type, yet the page's example responds to a PACKAGE request with both. So everything but job_id is optional, and the example stands as printed.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone)]
    #[non_exhaustive]
    pub struct CreateTrainingJobRsp {
        /// Where to upload the authorization letter: the signed form from the console as PDF, JPG or PNG. Up to 4096 characters. The `Content-Type` is not documented; see the source below.
        ///
        /// Upload with `PUT` and `Content-Type: application/octet-stream`. [`ShowJobUploadingAddress`](super::Client::show_job_uploading_address) returns a fresh URL.
        ///
        /// Sensitive: `Debug` prints `***` in its place.
        ///
        /// Source: Huawei Cloud SDKs, 2026-08-20. No voice page or SDK names a Content-Type for the letter. The sibling image-modeling API asks for application/octet-stream for its letter, and that is taken over until the service tells otherwise.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub authorization_letter_uploading_url: ::std::option::Option<
            ::std::string::String,
        >,
        /// The job's id. 1 to 64 characters.
        ///
        /// Source: Huawei's OpenAPI of MetaStudio, 2025-07-30. Required there; the SDKs mark nothing as required. Without an id the response is of no use, so it is required here.
        pub job_id: ::std::string::String,
        /// Where to upload the segments. Present when `create_type` is `SEGMENT`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub segment_uploading_url: ::std::option::Option<SegmentUploadingUrl>,
        /// Where to upload the zip. Present when `create_type` is `PACKAGE`. Up to 4096 characters.
        ///
        /// Upload with `PUT` and `Content-Type: application/zip`. [`ShowJobUploadingAddress`](super::Client::show_job_uploading_address) returns a fresh URL.
        ///
        /// Sensitive: `Debug` prints `***` in its place.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub training_data_uploading_url: ::std::option::Option<::std::string::String>,
    }
    impl CreateTrainingJobRsp {
        /// Returns a builder: set properties, then convert it with `try_into()`.
        pub fn builder() -> builder::CreateTrainingJobRsp {
            ::std::default::Default::default()
        }
    }
    /// How a job's files are uploaded.
    ///
    /// New values may come at any time: they are read as [`Self::Unknown`] and written back unchanged.
    #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[non_exhaustive]
    pub enum CreateType {
        /// `PACKAGE`: One zip with everything.
        Package,
        /// `SEGMENT`: One segment at a time, each checked with ConfirmTrainingSegment.
        Segment,
        /// A value that the spec does not list, as the service wrote it.
        Unknown(::std::string::String),
    }
    impl CreateType {
        /// The values that the spec lists, as they are on the wire.
        pub const KNOWN: &'static [&'static str] = &["PACKAGE", "SEGMENT"];
        /// Returns the value as it is on the wire.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Package => "PACKAGE",
                Self::Segment => "SEGMENT",
                Self::Unknown(value) => value,
            }
        }
        fn known(value: &str) -> ::std::option::Option<Self> {
            match value {
                "PACKAGE" => ::std::option::Option::Some(Self::Package),
                "SEGMENT" => ::std::option::Option::Some(Self::Segment),
                _ => ::std::option::Option::None,
            }
        }
    }
    impl ::std::convert::From<&str> for CreateType {
        fn from(value: &str) -> Self {
            Self::known(value).unwrap_or_else(|| Self::Unknown(value.to_owned()))
        }
    }
    impl ::std::convert::From<::std::string::String> for CreateType {
        fn from(value: ::std::string::String) -> Self {
            Self::known(&value).unwrap_or(Self::Unknown(value))
        }
    }
    impl ::std::str::FromStr for CreateType {
        type Err = ::std::convert::Infallible;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, ::std::convert::Infallible> {
            ::std::result::Result::Ok(value.into())
        }
    }
    impl ::std::convert::AsRef<str> for CreateType {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }
    impl ::std::fmt::Display for CreateType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.pad(self.as_str())
        }
    }
    impl ::serde::Serialize for CreateType {
        fn serialize<S: ::serde::Serializer>(
            &self,
            serializer: S,
        ) -> ::std::result::Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> ::serde::Deserialize<'de> for CreateType {
        fn deserialize<D: ::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> ::std::result::Result<Self, D::Error> {
            <::std::string::String as ::serde::Deserialize>::deserialize(deserializer)
                .map(Self::from)
        }
    }
    /// The text of an audition sample.
    ///
    /// 1 to 4096 characters.
    ///
    /// Setters take it as a `&str`, a `String` or this type, each by value or by reference. Responses hold plain strings instead, which need not keep the limits.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct CustomText(::std::string::String);
    impl ::std::ops::Deref for CustomText {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<CustomText> for ::std::string::String {
        fn from(value: CustomText) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for CustomText {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 4096usize {
                return ::std::result::Result::Err(
                    "the value is longer than 4096 characters".into(),
                );
            }
            if value.chars().count() < 1usize {
                return ::std::result::Result::Err(
                    "the value is shorter than 1 character".into(),
                );
            }
            ::std::result::Result::Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for CustomText {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for CustomText {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for CustomText {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    /// The description of a voice.
    ///
    /// 1 to 128 characters.
    ///
    /// Setters take it as a `&str`, a `String` or this type, each by value or by reference. Responses hold plain strings instead, which need not keep the limits.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct Description(::std::string::String);
    impl ::std::ops::Deref for Description {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<Description> for ::std::string::String {
        fn from(value: Description) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for Description {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 128usize {
                return ::std::result::Result::Err(
                    "the value is longer than 128 characters".into(),
                );
            }
            if value.chars().count() < 1usize {
                return ::std::result::Result::Err(
                    "the value is shorter than 1 character".into(),
                );
            }
            ::std::result::Result::Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for Description {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for Description {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for Description {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    /// The id of a job of the image-modeling API.
    ///
    /// 1 to 64 characters.
    ///
    /// Setters take it as a `&str`, a `String` or this type, each by value or by reference. Responses hold plain strings instead, which need not keep the limits.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct DhtmsJobId(::std::string::String);
    impl ::std::ops::Deref for DhtmsJobId {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<DhtmsJobId> for ::std::string::String {
        fn from(value: DhtmsJobId) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for DhtmsJobId {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 64usize {
                return ::std::result::Result::Err(
                    "the value is longer than 64 characters".into(),
                );
            }
            if value.chars().count() < 1usize {
                return ::std::result::Result::Err(
                    "the value is shorter than 1 character".into(),
                );
            }
            ::std::result::Result::Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for DhtmsJobId {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for DhtmsJobId {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for DhtmsJobId {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    /// Why a request failed.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[non_exhaustive]
    pub struct ErrorResponse {
        /// The error as a code, 1 to 32 characters: `MSS.` and digits from the service, `APIGW.` and digits from the
        /// gateway. Some that matter here; new ones may come at any time:
        ///
        /// - `MSS.00000001` not authorized, `MSS.00000002` body invalid, `MSS.00000003` parameter invalid,
        ///   `MSS.00000004` internal error
        /// - `MSS.00010008` token invalid, `MSS.00010009` token of another tenant, `MSS.00021016` token check failed
        /// - `MSS.20020011` audio format wrong, `MSS.20020012` a kind of file in the zip does not suit the job,
        ///   `MSS.20020016` number of WAV or text files in the zip wrong, `MSS.20020023` contents of the zip too large,
        ///   `MSS.20020024` a file in the zip too large
        /// - `APIGW.0101` no such operation here, `APIGW.0301` authentication wrong, `APIGW.0307` token expired or of
        ///   another region, `APIGW.0308` too many requests: wait, then send again.
        ///
        /// Source: <https://support.huaweicloud.com/intl/en-us/api-metastudio/ErrorCode.html>, 2026-11-22. Codes have 8 digits on most pages and 9 on those about speech synthesis, and the list could not be read in full. So a code is any string, not an enum.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error_code: ::std::option::Option<::std::string::String>,
        /// The error in words, 1 to 256 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error_msg: ::std::option::Option<::std::string::String>,
        /// The request's id. In responses of the gateway only.
        ///
        /// Source: Help pages of Huawei Cloud's API gateway, 2026-11-22. The gateway's error body has it; MetaStudio's ErrorResponse has only the other two fields.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub request_id: ::std::option::Option<::std::string::String>,
    }
    impl ErrorResponse {
        /// Returns a builder: set properties, then convert it with `try_into()`.
        pub fn builder() -> builder::ErrorResponse {
            ::std::default::Default::default()
        }
    }
    /// A job's id. The lengths are documented, the pattern is ours: it keeps `.`, `..`, `/` and the empty string out of the path. The ids seen are UUIDs and letters.
    ///
    /// 1 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
    ///
    /// Setters take it as a `&str`, a `String` or this type, each by value or by reference. Responses hold plain strings instead, which need not keep the limits.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct JobId(::std::string::String);
    impl ::std::ops::Deref for JobId {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<JobId> for ::std::string::String {
        fn from(value: JobId) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for JobId {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 64usize {
                return ::std::result::Result::Err(
                    "the value is longer than 64 characters".into(),
                );
            }
            if value.chars().count() < 1usize {
                return ::std::result::Result::Err(
                    "the value is shorter than 1 character".into(),
                );
            }
            static PATTERN: ::std::sync::LazyLock<::regress::Regex> = ::std::sync::LazyLock::new(||
            { ::regress::Regex::new("^[A-Za-z0-9_-]+$").unwrap() });
            if PATTERN.find(value).is_none() {
                return ::std::result::Result::Err(
                    "the value does not match the pattern `^[A-Za-z0-9_-]+$`".into(),
                );
            }
            ::std::result::Result::Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for JobId {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for JobId {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for JobId {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    /// How far a job is. The usual way: CREATING, SYSTEM_AUDITING, AUDITING, (long recordings: WAITING_SPLIT, SPLITTING, ANNOTATING,) WAITING, PROCESSING, RESULT_REVIEW, UPLOADING, SUCCEED. The order is our reading; no page draws it.
    ///
    /// New values may come at any time: they are read as [`Self::Unknown`] and written back unchanged.
    ///
    /// Source: Huawei's OpenAPI of MetaStudio, 2025-07-30. OpenAPI and SDKs have 16 values; the texts, even of 2026-01-29, leave out USER_RESULT_REVIEW and USER_REVIEW_REJECT. All 16 stand, since a job may be in any of them. The OpenAPI types its five enum schemas as objects, a fault of its generator; the SDKs have strings.
    #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[non_exhaustive]
    pub enum JobState {
        /// `CREATING`: Created and not submitted. Upload the recording and the authorization letter, then submit the job.
        Creating,
        /// `SYSTEM_AUDITING`: The files are being checked automatically.
        SystemAuditing,
        /// `AUDITING`: People are reviewing the files, which takes about a day.
        Auditing,
        /// `WAITING_SPLIT`: A long recording waits to be cut into segments.
        WaitingSplit,
        /// `SPLITTING`: A long recording is being cut into segments.
        Splitting,
        /// `SPLIT_FAILED`: Cutting the recording failed. Read the review result and the operation log.
        SplitFailed,
        /// `ANNOTATING`: The segments are being annotated.
        Annotating,
        /// `WAITING`: Queued for training.
        Waiting,
        /// `PROCESSING`: In training.
        Processing,
        /// `RESULT_REVIEW`: The provider is reviewing the result.
        ResultReview,
        /// `USER_RESULT_REVIEW`: Not documented. By its name, the user is to review the result.
        UserResultReview,
        /// `USER_REVIEW_REJECT`: Not documented. By its name, the user has refused the result.
        UserReviewReject,
        /// `UPLOADING`: The voice is being uploaded to the asset library.
        Uploading,
        /// `AUDIT_FAILED`: The review failed. Read the review result, upload the files again, then submit the job again.
        AuditFailed,
        /// `FAILED`: The job has failed for good.
        Failed,
        /// `SUCCEED`: The voice is trained. The job has its asset id.
        Succeed,
        /// A value that the spec does not list, as the service wrote it.
        Unknown(::std::string::String),
    }
    impl JobState {
        /// The values that the spec lists, as they are on the wire.
        pub const KNOWN: &'static [&'static str] = &[
            "CREATING",
            "SYSTEM_AUDITING",
            "AUDITING",
            "WAITING_SPLIT",
            "SPLITTING",
            "SPLIT_FAILED",
            "ANNOTATING",
            "WAITING",
            "PROCESSING",
            "RESULT_REVIEW",
            "USER_RESULT_REVIEW",
            "USER_REVIEW_REJECT",
            "UPLOADING",
            "AUDIT_FAILED",
            "FAILED",
            "SUCCEED",
        ];
        /// Returns the value as it is on the wire.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Creating => "CREATING",
                Self::SystemAuditing => "SYSTEM_AUDITING",
                Self::Auditing => "AUDITING",
                Self::WaitingSplit => "WAITING_SPLIT",
                Self::Splitting => "SPLITTING",
                Self::SplitFailed => "SPLIT_FAILED",
                Self::Annotating => "ANNOTATING",
                Self::Waiting => "WAITING",
                Self::Processing => "PROCESSING",
                Self::ResultReview => "RESULT_REVIEW",
                Self::UserResultReview => "USER_RESULT_REVIEW",
                Self::UserReviewReject => "USER_REVIEW_REJECT",
                Self::Uploading => "UPLOADING",
                Self::AuditFailed => "AUDIT_FAILED",
                Self::Failed => "FAILED",
                Self::Succeed => "SUCCEED",
                Self::Unknown(value) => value,
            }
        }
        fn known(value: &str) -> ::std::option::Option<Self> {
            match value {
                "CREATING" => ::std::option::Option::Some(Self::Creating),
                "SYSTEM_AUDITING" => ::std::option::Option::Some(Self::SystemAuditing),
                "AUDITING" => ::std::option::Option::Some(Self::Auditing),
                "WAITING_SPLIT" => ::std::option::Option::Some(Self::WaitingSplit),
                "SPLITTING" => ::std::option::Option::Some(Self::Splitting),
                "SPLIT_FAILED" => ::std::option::Option::Some(Self::SplitFailed),
                "ANNOTATING" => ::std::option::Option::Some(Self::Annotating),
                "WAITING" => ::std::option::Option::Some(Self::Waiting),
                "PROCESSING" => ::std::option::Option::Some(Self::Processing),
                "RESULT_REVIEW" => ::std::option::Option::Some(Self::ResultReview),
                "USER_RESULT_REVIEW" => {
                    ::std::option::Option::Some(Self::UserResultReview)
                }
                "USER_REVIEW_REJECT" => {
                    ::std::option::Option::Some(Self::UserReviewReject)
                }
                "UPLOADING" => ::std::option::Option::Some(Self::Uploading),
                "AUDIT_FAILED" => ::std::option::Option::Some(Self::AuditFailed),
                "FAILED" => ::std::option::Option::Some(Self::Failed),
                "SUCCEED" => ::std::option::Option::Some(Self::Succeed),
                _ => ::std::option::Option::None,
            }
        }
    }
    impl ::std::convert::From<&str> for JobState {
        fn from(value: &str) -> Self {
            Self::known(value).unwrap_or_else(|| Self::Unknown(value.to_owned()))
        }
    }
    impl ::std::convert::From<::std::string::String> for JobState {
        fn from(value: ::std::string::String) -> Self {
            Self::known(&value).unwrap_or(Self::Unknown(value))
        }
    }
    impl ::std::str::FromStr for JobState {
        type Err = ::std::convert::Infallible;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, ::std::convert::Infallible> {
            ::std::result::Result::Ok(value.into())
        }
    }
    impl ::std::convert::AsRef<str> for JobState {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }
    impl ::std::fmt::Display for JobState {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.pad(self.as_str())
        }
    }
    impl ::serde::Serialize for JobState {
        fn serialize<S: ::serde::Serializer>(
            &self,
            serializer: S,
        ) -> ::std::result::Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> ::serde::Deserialize<'de> for JobState {
        fn deserialize<D: ::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> ::std::result::Result<Self, D::Error> {
            <::std::string::String as ::serde::Deserialize>::deserialize(deserializer)
                .map(Self::from)
        }
    }
    /// What a voice is for.
    ///
    /// New values may come at any time: they are read as [`Self::Unknown`] and written back unchanged.
    ///
    /// Source: <https://support.huaweicloud.com/api-metastudio/CommitVoiceTrainingJob.html>, 2026-01-29. This page and the SDKs since 3.1.159 (2025-07) have 7 values, the English pages and Huawei's OpenAPI of 2025-07-30 the first 3. The newer list stands.
    #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[non_exhaustive]
    pub enum JobTag {
        /// `ECOMMERCE`: E-commerce.
        Ecommerce,
        /// `NEWS`: News.
        News,
        /// `MARKETING`: Marketing.
        Marketing,
        /// `LIVE`: Live streaming.
        Live,
        /// `EDUCATION`: Education and training.
        Education,
        /// `CUSTOMER`: Customer service.
        Customer,
        /// `STORYTELLING`: Stories.
        Storytelling,
        /// A value that the spec does not list, as the service wrote it.
        Unknown(::std::string::String),
    }
    impl JobTag {
        /// The values that the spec lists, as they are on the wire.
        pub const KNOWN: &'static [&'static str] = &[
            "ECOMMERCE",
            "NEWS",
            "MARKETING",
            "LIVE",
            "EDUCATION",
            "CUSTOMER",
            "STORYTELLING",
        ];
        /// Returns the value as it is on the wire.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Ecommerce => "ECOMMERCE",
                Self::News => "NEWS",
                Self::Marketing => "MARKETING",
                Self::Live => "LIVE",
                Self::Education => "EDUCATION",
                Self::Customer => "CUSTOMER",
                Self::Storytelling => "STORYTELLING",
                Self::Unknown(value) => value,
            }
        }
        fn known(value: &str) -> ::std::option::Option<Self> {
            match value {
                "ECOMMERCE" => ::std::option::Option::Some(Self::Ecommerce),
                "NEWS" => ::std::option::Option::Some(Self::News),
                "MARKETING" => ::std::option::Option::Some(Self::Marketing),
                "LIVE" => ::std::option::Option::Some(Self::Live),
                "EDUCATION" => ::std::option::Option::Some(Self::Education),
                "CUSTOMER" => ::std::option::Option::Some(Self::Customer),
                "STORYTELLING" => ::std::option::Option::Some(Self::Storytelling),
                _ => ::std::option::Option::None,
            }
        }
    }
    impl ::std::convert::From<&str> for JobTag {
        fn from(value: &str) -> Self {
            Self::known(value).unwrap_or_else(|| Self::Unknown(value.to_owned()))
        }
    }
    impl ::std::convert::From<::std::string::String> for JobTag {
        fn from(value: ::std::string::String) -> Self {
            Self::known(&value).unwrap_or(Self::Unknown(value))
        }
    }
    impl ::std::str::FromStr for JobTag {
        type Err = ::std::convert::Infallible;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, ::std::convert::Infallible> {
            ::std::result::Result::Ok(value.into())
        }
    }
    impl ::std::convert::AsRef<str> for JobTag {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }
    impl ::std::fmt::Display for JobTag {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.pad(self.as_str())
        }
    }
    impl ::serde::Serialize for JobTag {
        fn serialize<S: ::serde::Serializer>(
            &self,
            serializer: S,
        ) -> ::std::result::Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> ::serde::Deserialize<'de> for JobTag {
        fn deserialize<D: ::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> ::std::result::Result<Self, D::Error> {
            <::std::string::String as ::serde::Deserialize>::deserialize(deserializer)
                .map(Self::from)
        }
    }
    /// The edition of a job.
    ///
    /// New values may come at any time: they are read as [`Self::Unknown`] and written back unchanged.
    ///
    /// Source: Huawei Cloud SDKs, 2026-08-20. English pages call MIDDLE "advanced" and ADVANCE "premium"; the values are kept. A page of 2024-07-04 has LLM_MAJOR and LLM_MINOR, which came with SDK 3.1.96 and went with 3.1.112, and lacks the last two; the newer list stands, and the enum is open to the old values. THIRD_PARTY is "Mobvoi (training edition)" on older English pages and "DupDub" on those of 2025.
    #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[non_exhaustive]
    pub enum JobType {
        /// `BASIC`: Basic edition, 20 segments.
        Basic,
        /// `MIDDLE`: The edition that English pages call "advanced", 100 segments.
        Middle,
        /// `ADVANCE`: The edition that English pages call "premium", one long recording.
        Advance,
        /// `THIRD_PARTY`: Third-party engine: Mobvoi, also called DupDub.
        ThirdParty,
        /// `THIRD_PARTY_LJZN`: Third-party engine: AudioX.
        ThirdPartyLjzn,
        /// `FLEXUS`: Feature extraction by a large model. No operation here creates such a job; it may appear in lists.
        Flexus,
        /// A value that the spec does not list, as the service wrote it.
        Unknown(::std::string::String),
    }
    impl JobType {
        /// The values that the spec lists, as they are on the wire.
        pub const KNOWN: &'static [&'static str] = &[
            "BASIC",
            "MIDDLE",
            "ADVANCE",
            "THIRD_PARTY",
            "THIRD_PARTY_LJZN",
            "FLEXUS",
        ];
        /// Returns the value as it is on the wire.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Basic => "BASIC",
                Self::Middle => "MIDDLE",
                Self::Advance => "ADVANCE",
                Self::ThirdParty => "THIRD_PARTY",
                Self::ThirdPartyLjzn => "THIRD_PARTY_LJZN",
                Self::Flexus => "FLEXUS",
                Self::Unknown(value) => value,
            }
        }
        fn known(value: &str) -> ::std::option::Option<Self> {
            match value {
                "BASIC" => ::std::option::Option::Some(Self::Basic),
                "MIDDLE" => ::std::option::Option::Some(Self::Middle),
                "ADVANCE" => ::std::option::Option::Some(Self::Advance),
                "THIRD_PARTY" => ::std::option::Option::Some(Self::ThirdParty),
                "THIRD_PARTY_LJZN" => ::std::option::Option::Some(Self::ThirdPartyLjzn),
                "FLEXUS" => ::std::option::Option::Some(Self::Flexus),
                _ => ::std::option::Option::None,
            }
        }
    }
    impl ::std::convert::From<&str> for JobType {
        fn from(value: &str) -> Self {
            Self::known(value).unwrap_or_else(|| Self::Unknown(value.to_owned()))
        }
    }
    impl ::std::convert::From<::std::string::String> for JobType {
        fn from(value: ::std::string::String) -> Self {
            Self::known(&value).unwrap_or(Self::Unknown(value))
        }
    }
    impl ::std::str::FromStr for JobType {
        type Err = ::std::convert::Infallible;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, ::std::convert::Infallible> {
            ::std::result::Result::Ok(value.into())
        }
    }
    impl ::std::convert::AsRef<str> for JobType {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }
    impl ::std::fmt::Display for JobType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.pad(self.as_str())
        }
    }
    impl ::serde::Serialize for JobType {
        fn serialize<S: ::serde::Serializer>(
            &self,
            serializer: S,
        ) -> ::std::result::Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> ::serde::Deserialize<'de> for JobType {
        fn deserialize<D: ::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> ::std::result::Result<Self, D::Error> {
            <::std::string::String as ::serde::Deserialize>::deserialize(deserializer)
                .map(Self::from)
        }
    }
    /// A value of [`JobType`], as a filter of the list.
    ///
    /// 1 to 32 characters.
    ///
    /// Setters take it as a `&str`, a `String` or this type, each by value or by reference. It can also be made from a [`JobType`].
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct JobTypeFilter(::std::string::String);
    impl ::std::ops::Deref for JobTypeFilter {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<JobTypeFilter> for ::std::string::String {
        fn from(value: JobTypeFilter) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for JobTypeFilter {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 32usize {
                return ::std::result::Result::Err(
                    "the value is longer than 32 characters".into(),
                );
            }
            if value.chars().count() < 1usize {
                return ::std::result::Result::Err(
                    "the value is shorter than 1 character".into(),
                );
            }
            ::std::result::Result::Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for JobTypeFilter {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for JobTypeFilter {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for JobTypeFilter {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    /// The language of a recording: `CN` (Chinese) or `EN` (English).
    ///
    /// 1 to 64 characters.
    ///
    /// Setters take it as a `&str`, a `String` or this type, each by value or by reference. Responses hold plain strings instead, which need not keep the limits.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct Language(::std::string::String);
    impl ::std::ops::Deref for Language {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<Language> for ::std::string::String {
        fn from(value: Language) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for Language {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 64usize {
                return ::std::result::Result::Err(
                    "the value is longer than 64 characters".into(),
                );
            }
            if value.chars().count() < 1usize {
                return ::std::result::Result::Err(
                    "the value is shorter than 1 character".into(),
                );
            }
            ::std::result::Result::Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for Language {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for Language {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for Language {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    /// One page of operations on a job.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[non_exhaustive]
    pub struct ListJobOperationLogRsp {
        /// How many operations there are in all. 0 to 2147483647.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub count: ::std::option::Option<i64>,
        /// The operations on this page.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        #[serde(deserialize_with = "crate::http::null_as_default")]
        pub operations: ::std::vec::Vec<OperationLogItem>,
    }
    impl ListJobOperationLogRsp {
        /// Returns a builder: set properties, then convert it with `try_into()`.
        pub fn builder() -> builder::ListJobOperationLogRsp {
            ::std::default::Default::default()
        }
    }
    /// One page of jobs.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[non_exhaustive]
    pub struct ListTrainingJobsInfo {
        /// How many jobs match in all. 0 to 2147483647.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub count: ::std::option::Option<i64>,
        /// The jobs on this page, 0 to 2147483647. Huawei's text calls them virtual-avatar jobs, a slip: they are voice training jobs.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        #[serde(deserialize_with = "crate::http::null_as_default")]
        pub jobs: ::std::vec::Vec<TrainingJobInfo>,
    }
    impl ListTrainingJobsInfo {
        /// Returns a builder: set properties, then convert it with `try_into()`.
        pub fn builder() -> builder::ListTrainingJobsInfo {
            ::std::default::Default::default()
        }
    }
    /// A token that is good for one call.
    ///
    /// Exactly 64 characters.
    ///
    /// Setters take it as a `&str`, a `String` or this type, each by value or by reference. Responses hold plain strings instead, which need not keep the limits.
    #[derive(::serde::Serialize, Clone, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct OnceToken(::std::string::String);
    impl ::std::ops::Deref for OnceToken {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<OnceToken> for ::std::string::String {
        fn from(value: OnceToken) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for OnceToken {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 64usize {
                return ::std::result::Result::Err(
                    "the value is longer than 64 characters".into(),
                );
            }
            if value.chars().count() < 64usize {
                return ::std::result::Result::Err(
                    "the value is shorter than 64 characters".into(),
                );
            }
            ::std::result::Result::Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for OnceToken {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for OnceToken {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for OnceToken {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    /// More about an operation on a job.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[non_exhaustive]
    pub struct OpExternalInfo {
        /// Why the reviewer refused. 0 to 4096 characters.
        ///
        /// Source: Huawei Cloud SDKs, 2026-08-20. In the SDKs since 3.1.164.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub admin_audit_failure_reason: ::std::option::Option<::std::string::String>,
        /// Why the training failed. 0 to 4096 characters.
        ///
        /// Source: Huawei Cloud SDKs, 2026-08-20. In the SDKs since 3.1.159 (2025-07).
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub algorithm_failure_reason: ::std::option::Option<::std::string::String>,
        /// The ids of the review's details. 1 to 5 ids of 1 to 64 characters.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        #[serde(deserialize_with = "crate::http::null_as_default")]
        pub review_id_list: ::std::vec::Vec<::std::string::String>,
    }
    impl OpExternalInfo {
        /// Returns a builder: set properties, then convert it with `try_into()`.
        pub fn builder() -> builder::OpExternalInfo {
            ::std::default::Default::default()
        }
    }
    /// What was done to a job.
    ///
    /// New values may come at any time: they are read as [`Self::Unknown`] and written back unchanged.
    ///
    /// Source: Huawei's OpenAPI of MetaStudio, 2025-07-30. A plain string there, whose text lists these as the current values. An English page of 2025-04-22 prints MOUNTING_FINISH where all others print TRAINING_FINISH; it is taken for a misprint, and the enum is open to it.
    #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[non_exhaustive]
    pub enum OperationAction {
        /// `CREATE_JOB`: The job was created.
        CreateJob,
        /// `COMMIT_JOB`: The job was submitted.
        CommitJob,
        /// `SYSTEM_AUDIT_PASS`: The automatic check passed.
        SystemAuditPass,
        /// `ADMIN_AUDIT_PASS`: The reviewer agreed.
        AdminAuditPass,
        /// `AUDIT_NOT_PASS`: The review failed.
        AuditNotPass,
        /// `TRAINING_FINISH`: The training is over.
        TrainingFinish,
        /// `UPLOADING_MODEL`: The voice is being uploaded to the asset library.
        UploadingModel,
        /// `COMPLETE_JOB`: The job is complete.
        CompleteJob,
        /// A value that the spec does not list, as the service wrote it.
        Unknown(::std::string::String),
    }
    impl OperationAction {
        /// The values that the spec lists, as they are on the wire.
        pub const KNOWN: &'static [&'static str] = &[
            "CREATE_JOB",
            "COMMIT_JOB",
            "SYSTEM_AUDIT_PASS",
            "ADMIN_AUDIT_PASS",
            "AUDIT_NOT_PASS",
            "TRAINING_FINISH",
            "UPLOADING_MODEL",
            "COMPLETE_JOB",
        ];
        /// Returns the value as it is on the wire.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::CreateJob => "CREATE_JOB",
                Self::CommitJob => "COMMIT_JOB",
                Self::SystemAuditPass => "SYSTEM_AUDIT_PASS",
                Self::AdminAuditPass => "ADMIN_AUDIT_PASS",
                Self::AuditNotPass => "AUDIT_NOT_PASS",
                Self::TrainingFinish => "TRAINING_FINISH",
                Self::UploadingModel => "UPLOADING_MODEL",
                Self::CompleteJob => "COMPLETE_JOB",
                Self::Unknown(value) => value,
            }
        }
        fn known(value: &str) -> ::std::option::Option<Self> {
            match value {
                "CREATE_JOB" => ::std::option::Option::Some(Self::CreateJob),
                "COMMIT_JOB" => ::std::option::Option::Some(Self::CommitJob),
                "SYSTEM_AUDIT_PASS" => ::std::option::Option::Some(Self::SystemAuditPass),
                "ADMIN_AUDIT_PASS" => ::std::option::Option::Some(Self::AdminAuditPass),
                "AUDIT_NOT_PASS" => ::std::option::Option::Some(Self::AuditNotPass),
                "TRAINING_FINISH" => ::std::option::Option::Some(Self::TrainingFinish),
                "UPLOADING_MODEL" => ::std::option::Option::Some(Self::UploadingModel),
                "COMPLETE_JOB" => ::std::option::Option::Some(Self::CompleteJob),
                _ => ::std::option::Option::None,
            }
        }
    }
    impl ::std::convert::From<&str> for OperationAction {
        fn from(value: &str) -> Self {
            Self::known(value).unwrap_or_else(|| Self::Unknown(value.to_owned()))
        }
    }
    impl ::std::convert::From<::std::string::String> for OperationAction {
        fn from(value: ::std::string::String) -> Self {
            Self::known(&value).unwrap_or(Self::Unknown(value))
        }
    }
    impl ::std::str::FromStr for OperationAction {
        type Err = ::std::convert::Infallible;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, ::std::convert::Infallible> {
            ::std::result::Result::Ok(value.into())
        }
    }
    impl ::std::convert::AsRef<str> for OperationAction {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }
    impl ::std::fmt::Display for OperationAction {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.pad(self.as_str())
        }
    }
    impl ::serde::Serialize for OperationAction {
        fn serialize<S: ::serde::Serializer>(
            &self,
            serializer: S,
        ) -> ::std::result::Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> ::serde::Deserialize<'de> for OperationAction {
        fn deserialize<D: ::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> ::std::result::Result<Self, D::Error> {
            <::std::string::String as ::serde::Deserialize>::deserialize(deserializer)
                .map(Self::from)
        }
    }
    /// One operation on a job.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[non_exhaustive]
    pub struct OperationLogItem {
        /// What was done. 1 to 256 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub action: ::std::option::Option<OperationAction>,
        /// More about it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub external_info: ::std::option::Option<OpExternalInfo>,
        /// Who did it. 1 to 256 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub operator: ::std::option::Option<Operator>,
        /// When it happened. 0 to 2147483647; the unit is not stated.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub time: ::std::option::Option<i64>,
    }
    impl OperationLogItem {
        /// Returns a builder: set properties, then convert it with `try_into()`.
        pub fn builder() -> builder::OperationLogItem {
            ::std::default::Default::default()
        }
    }
    /// Who has done something to a job.
    ///
    /// New values may come at any time: they are read as [`Self::Unknown`] and written back unchanged.
    ///
    /// Source: Huawei's OpenAPI of MetaStudio, 2025-07-30. A plain string there, whose text lists these values. An older text explains SYSTEM as "user", the newer one as "system user"; the newer stands.
    #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[non_exhaustive]
    pub enum Operator {
        /// `USER`: The user.
        User,
        /// `ADMIN`: An administrator.
        Admin,
        /// `SYSTEM`: The service itself.
        System,
        /// A value that the spec does not list, as the service wrote it.
        Unknown(::std::string::String),
    }
    impl Operator {
        /// The values that the spec lists, as they are on the wire.
        pub const KNOWN: &'static [&'static str] = &["USER", "ADMIN", "SYSTEM"];
        /// Returns the value as it is on the wire.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::User => "USER",
                Self::Admin => "ADMIN",
                Self::System => "SYSTEM",
                Self::Unknown(value) => value,
            }
        }
        fn known(value: &str) -> ::std::option::Option<Self> {
            match value {
                "USER" => ::std::option::Option::Some(Self::User),
                "ADMIN" => ::std::option::Option::Some(Self::Admin),
                "SYSTEM" => ::std::option::Option::Some(Self::System),
                _ => ::std::option::Option::None,
            }
        }
    }
    impl ::std::convert::From<&str> for Operator {
        fn from(value: &str) -> Self {
            Self::known(value).unwrap_or_else(|| Self::Unknown(value.to_owned()))
        }
    }
    impl ::std::convert::From<::std::string::String> for Operator {
        fn from(value: ::std::string::String) -> Self {
            Self::known(&value).unwrap_or(Self::Unknown(value))
        }
    }
    impl ::std::str::FromStr for Operator {
        type Err = ::std::convert::Infallible;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, ::std::convert::Infallible> {
            ::std::result::Result::Ok(value.into())
        }
    }
    impl ::std::convert::AsRef<str> for Operator {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }
    impl ::std::fmt::Display for Operator {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.pad(self.as_str())
        }
    }
    impl ::serde::Serialize for Operator {
        fn serialize<S: ::serde::Serializer>(
            &self,
            serializer: S,
        ) -> ::std::result::Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> ::serde::Deserialize<'de> for Operator {
        fn deserialize<D: ::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> ::std::result::Result<Self, D::Error> {
            <::std::string::String as ::serde::Deserialize>::deserialize(deserializer)
                .map(Self::from)
        }
    }
    /// The language that a voice speaks.
    ///
    /// 1 to 32 characters.
    ///
    /// Setters take it as a `&str`, a `String` or this type, each by value or by reference. Responses hold plain strings instead, which need not keep the limits.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct OutputLanguage(::std::string::String);
    impl ::std::ops::Deref for OutputLanguage {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<OutputLanguage> for ::std::string::String {
        fn from(value: OutputLanguage) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for OutputLanguage {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 32usize {
                return ::std::result::Result::Err(
                    "the value is longer than 32 characters".into(),
                );
            }
            if value.chars().count() < 1usize {
                return ::std::result::Result::Err(
                    "the value is shorter than 1 character".into(),
                );
            }
            ::std::result::Result::Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for OutputLanguage {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for OutputLanguage {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for OutputLanguage {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    /// The URL for uploading a zip.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Default)]
    #[non_exhaustive]
    pub struct PackageUrl {
        /// Where to upload the zip. Up to 4096 characters.
        ///
        /// Upload with `PUT` and `Content-Type: application/zip`. [`ShowJobUploadingAddress`](super::Client::show_job_uploading_address) returns a fresh URL.
        ///
        /// Sensitive: `Debug` prints `***` in its place.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub training_data_uploading_url: ::std::option::Option<::std::string::String>,
    }
    impl PackageUrl {
        /// Returns a builder: set properties, then convert it with `try_into()`.
        pub fn builder() -> builder::PackageUrl {
            ::std::default::Default::default()
        }
    }
    /// A phone number.
    ///
    /// 1 to 16 characters.
    ///
    /// Setters take it as a `&str`, a `String` or this type, each by value or by reference. Responses hold plain strings instead, which need not keep the limits.
    #[derive(::serde::Serialize, Clone, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct Phone(::std::string::String);
    impl ::std::ops::Deref for Phone {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<Phone> for ::std::string::String {
        fn from(value: Phone) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for Phone {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 16usize {
                return ::std::result::Result::Err(
                    "the value is longer than 16 characters".into(),
                );
            }
            if value.chars().count() < 1usize {
                return ::std::result::Result::Err(
                    "the value is shorter than 1 character".into(),
                );
            }
            ::std::result::Result::Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for Phone {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for Phone {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for Phone {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    /// A project's id, usually 32 hex digits. The lengths are documented, the pattern is ours: it keeps `.`, `..`, `/` and the empty string out of the path. The ids seen are hex digits.
    ///
    /// 1 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
    ///
    /// Setters take it as a `&str`, a `String` or this type, each by value or by reference. Responses hold plain strings instead, which need not keep the limits.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct ProjectId(::std::string::String);
    impl ::std::ops::Deref for ProjectId {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<ProjectId> for ::std::string::String {
        fn from(value: ProjectId) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for ProjectId {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 64usize {
                return ::std::result::Result::Err(
                    "the value is longer than 64 characters".into(),
                );
            }
            if value.chars().count() < 1usize {
                return ::std::result::Result::Err(
                    "the value is shorter than 1 character".into(),
                );
            }
            static PATTERN: ::std::sync::LazyLock<::regress::Regex> = ::std::sync::LazyLock::new(||
            { ::regress::Regex::new("^[A-Za-z0-9_-]+$").unwrap() });
            if PATTERN.find(value).is_none() {
                return ::std::result::Result::Err(
                    "the value does not match the pattern `^[A-Za-z0-9_-]+$`".into(),
                );
            }
            ::std::result::Result::Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for ProjectId {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for ProjectId {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for ProjectId {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    /// How many credits are left for each edition. Every number is 0 to 1000000.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[non_exhaustive]
    pub struct ResourceAvailableNums {
        /// Credits for the ADVANCE (premium) edition.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub advance: ::std::option::Option<i64>,
        /// Credits for the basic edition.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub basic: ::std::option::Option<i64>,
        /// Credits for the Flexus edition.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub flexus: ::std::option::Option<i64>,
        /// Credits for the MIDDLE edition.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub middle: ::std::option::Option<i64>,
        /// Pay-per-use credits for the MIDDLE edition.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub middle_on_demand: ::std::option::Option<i64>,
        /// Credits for the third-party edition THIRD_PARTY.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub third_party_cmww: ::std::option::Option<i64>,
    }
    impl ResourceAvailableNums {
        /// Returns a builder: set properties, then convert it with `try_into()`.
        pub fn builder() -> builder::ResourceAvailableNums {
            ::std::default::Default::default()
        }
    }
    /// What was done with a resource. The meanings are read from the names.
    ///
    /// New values may come at any time: they are read as [`Self::Unknown`] and written back unchanged.
    #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[non_exhaustive]
    pub enum ResourceOperationType {
        /// `ADD`: It was added.
        Add,
        /// `UPDATE`: It was changed.
        Update,
        /// `FREEZE`: It was frozen.
        Freeze,
        /// `UNFREEZE`: It was released again.
        Unfreeze,
        /// `REBIND`: It was bound anew.
        Rebind,
        /// A value that the spec does not list, as the service wrote it.
        Unknown(::std::string::String),
    }
    impl ResourceOperationType {
        /// The values that the spec lists, as they are on the wire.
        pub const KNOWN: &'static [&'static str] = &[
            "ADD",
            "UPDATE",
            "FREEZE",
            "UNFREEZE",
            "REBIND",
        ];
        /// Returns the value as it is on the wire.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Add => "ADD",
                Self::Update => "UPDATE",
                Self::Freeze => "FREEZE",
                Self::Unfreeze => "UNFREEZE",
                Self::Rebind => "REBIND",
                Self::Unknown(value) => value,
            }
        }
        fn known(value: &str) -> ::std::option::Option<Self> {
            match value {
                "ADD" => ::std::option::Option::Some(Self::Add),
                "UPDATE" => ::std::option::Option::Some(Self::Update),
                "FREEZE" => ::std::option::Option::Some(Self::Freeze),
                "UNFREEZE" => ::std::option::Option::Some(Self::Unfreeze),
                "REBIND" => ::std::option::Option::Some(Self::Rebind),
                _ => ::std::option::Option::None,
            }
        }
    }
    impl ::std::convert::From<&str> for ResourceOperationType {
        fn from(value: &str) -> Self {
            Self::known(value).unwrap_or_else(|| Self::Unknown(value.to_owned()))
        }
    }
    impl ::std::convert::From<::std::string::String> for ResourceOperationType {
        fn from(value: ::std::string::String) -> Self {
            Self::known(&value).unwrap_or(Self::Unknown(value))
        }
    }
    impl ::std::str::FromStr for ResourceOperationType {
        type Err = ::std::convert::Infallible;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, ::std::convert::Infallible> {
            ::std::result::Result::Ok(value.into())
        }
    }
    impl ::std::convert::AsRef<str> for ResourceOperationType {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }
    impl ::std::fmt::Display for ResourceOperationType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.pad(self.as_str())
        }
    }
    impl ::serde::Serialize for ResourceOperationType {
        fn serialize<S: ::serde::Serializer>(
            &self,
            serializer: S,
        ) -> ::std::result::Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> ::serde::Deserialize<'de> for ResourceOperationType {
        fn deserialize<D: ::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> ::std::result::Result<Self, D::Error> {
            <::std::string::String as ::serde::Deserialize>::deserialize(deserializer)
                .map(Self::from)
        }
    }
    /// Where a resource comes from. The meanings are read from the names.
    ///
    /// New values may come at any time: they are read as [`Self::Unknown`] and written back unchanged.
    #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[non_exhaustive]
    pub enum ResourceSource {
        /// `PURCHASED`: It was bought.
        Purchased,
        /// `SP_ALLOCATED`: An SP has granted it.
        SpAllocated,
        /// `ADMIN_ALLOCATED`: An administrator has granted it.
        AdminAllocated,
        /// A value that the spec does not list, as the service wrote it.
        Unknown(::std::string::String),
    }
    impl ResourceSource {
        /// The values that the spec lists, as they are on the wire.
        pub const KNOWN: &'static [&'static str] = &[
            "PURCHASED",
            "SP_ALLOCATED",
            "ADMIN_ALLOCATED",
        ];
        /// Returns the value as it is on the wire.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Purchased => "PURCHASED",
                Self::SpAllocated => "SP_ALLOCATED",
                Self::AdminAllocated => "ADMIN_ALLOCATED",
                Self::Unknown(value) => value,
            }
        }
        fn known(value: &str) -> ::std::option::Option<Self> {
            match value {
                "PURCHASED" => ::std::option::Option::Some(Self::Purchased),
                "SP_ALLOCATED" => ::std::option::Option::Some(Self::SpAllocated),
                "ADMIN_ALLOCATED" => ::std::option::Option::Some(Self::AdminAllocated),
                _ => ::std::option::Option::None,
            }
        }
    }
    impl ::std::convert::From<&str> for ResourceSource {
        fn from(value: &str) -> Self {
            Self::known(value).unwrap_or_else(|| Self::Unknown(value.to_owned()))
        }
    }
    impl ::std::convert::From<::std::string::String> for ResourceSource {
        fn from(value: ::std::string::String) -> Self {
            Self::known(&value).unwrap_or(Self::Unknown(value))
        }
    }
    impl ::std::str::FromStr for ResourceSource {
        type Err = ::std::convert::Infallible;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, ::std::convert::Infallible> {
            ::std::result::Result::Ok(value.into())
        }
    }
    impl ::std::convert::AsRef<str> for ResourceSource {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }
    impl ::std::fmt::Display for ResourceSource {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.pad(self.as_str())
        }
    }
    impl ::serde::Serialize for ResourceSource {
        fn serialize<S: ::serde::Serializer>(
            &self,
            serializer: S,
        ) -> ::std::result::Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> ::serde::Deserialize<'de> for ResourceSource {
        fn deserialize<D: ::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> ::std::result::Result<Self, D::Error> {
            <::std::string::String as ::serde::Deserialize>::deserialize(deserializer)
                .map(Self::from)
        }
    }
    /// What a resource's credits are for.
    ///
    /// New values may come at any time: they are read as [`Self::Unknown`] and written back unchanged.
    #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[non_exhaustive]
    pub enum ResourceType {
        /// `BASIC`: Training in the basic edition.
        Basic,
        /// `MIDDLE`: Training in the edition that English pages call "advanced".
        Middle,
        /// `ADVANCE`: Training in the edition that English pages call "premium".
        Advance,
        /// `THIRD_PARTY`: Training with the third-party engine Mobvoi, also called DupDub.
        ThirdParty,
        /// `THIRD_PARTY_LJZN`: Training with the third-party engine AudioX.
        ThirdPartyLjzn,
        /// `TTS_CMWW`: Speech synthesis with Mobvoi, by its name.
        TtsCmww,
        /// `TTS_LJZN`: Speech synthesis with AudioX, by its name.
        TtsLjzn,
        /// `FLEXUS`: Training in the Flexus edition.
        Flexus,
        /// A value that the spec does not list, as the service wrote it.
        Unknown(::std::string::String),
    }
    impl ResourceType {
        /// The values that the spec lists, as they are on the wire.
        pub const KNOWN: &'static [&'static str] = &[
            "BASIC",
            "MIDDLE",
            "ADVANCE",
            "THIRD_PARTY",
            "THIRD_PARTY_LJZN",
            "TTS_CMWW",
            "TTS_LJZN",
            "FLEXUS",
        ];
        /// Returns the value as it is on the wire.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Basic => "BASIC",
                Self::Middle => "MIDDLE",
                Self::Advance => "ADVANCE",
                Self::ThirdParty => "THIRD_PARTY",
                Self::ThirdPartyLjzn => "THIRD_PARTY_LJZN",
                Self::TtsCmww => "TTS_CMWW",
                Self::TtsLjzn => "TTS_LJZN",
                Self::Flexus => "FLEXUS",
                Self::Unknown(value) => value,
            }
        }
        fn known(value: &str) -> ::std::option::Option<Self> {
            match value {
                "BASIC" => ::std::option::Option::Some(Self::Basic),
                "MIDDLE" => ::std::option::Option::Some(Self::Middle),
                "ADVANCE" => ::std::option::Option::Some(Self::Advance),
                "THIRD_PARTY" => ::std::option::Option::Some(Self::ThirdParty),
                "THIRD_PARTY_LJZN" => ::std::option::Option::Some(Self::ThirdPartyLjzn),
                "TTS_CMWW" => ::std::option::Option::Some(Self::TtsCmww),
                "TTS_LJZN" => ::std::option::Option::Some(Self::TtsLjzn),
                "FLEXUS" => ::std::option::Option::Some(Self::Flexus),
                _ => ::std::option::Option::None,
            }
        }
    }
    impl ::std::convert::From<&str> for ResourceType {
        fn from(value: &str) -> Self {
            Self::known(value).unwrap_or_else(|| Self::Unknown(value.to_owned()))
        }
    }
    impl ::std::convert::From<::std::string::String> for ResourceType {
        fn from(value: ::std::string::String) -> Self {
            Self::known(&value).unwrap_or(Self::Unknown(value))
        }
    }
    impl ::std::str::FromStr for ResourceType {
        type Err = ::std::convert::Infallible;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, ::std::convert::Infallible> {
            ::std::result::Result::Ok(value.into())
        }
    }
    impl ::std::convert::AsRef<str> for ResourceType {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }
    impl ::std::fmt::Display for ResourceType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.pad(self.as_str())
        }
    }
    impl ::serde::Serialize for ResourceType {
        fn serialize<S: ::serde::Serializer>(
            &self,
            serializer: S,
        ) -> ::std::result::Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> ::serde::Deserialize<'de> for ResourceType {
        fn deserialize<D: ::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> ::std::result::Result<Self, D::Error> {
            <::std::string::String as ::serde::Deserialize>::deserialize(deserializer)
                .map(Self::from)
        }
    }
    /// URLs for uploading segments. By our reading, audio and text at the same position belong to the same segment.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Default)]
    #[non_exhaustive]
    pub struct SegmentUploadingUrl {
        /// Where to upload the segments' audio. 1 to 4096 URLs of up to 4096 characters.
        ///
        /// Upload with `PUT` and `Content-Type: audio/wav`. [`ShowJobUploadingAddress`](super::Client::show_job_uploading_address) returns a fresh URL.
        ///
        /// Sensitive: `Debug` prints `***` in its place.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        #[serde(deserialize_with = "crate::http::null_as_default")]
        pub audio_uploading_url: ::std::vec::Vec<::std::string::String>,
        /// Where to upload the segments' text. 1 to 4096 URLs of up to 4096 characters. The text's encoding is not documented; UTF-8 is our guess.
        ///
        /// Upload with `PUT` and `Content-Type: text/plain`. [`ShowJobUploadingAddress`](super::Client::show_job_uploading_address) returns a fresh URL.
        ///
        /// Sensitive: `Debug` prints `***` in its place.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        #[serde(deserialize_with = "crate::http::null_as_default")]
        pub txt_uploading_url: ::std::vec::Vec<::std::string::String>,
    }
    impl SegmentUploadingUrl {
        /// Returns a builder: set properties, then convert it with `try_into()`.
        pub fn builder() -> builder::SegmentUploadingUrl {
            ::std::default::Default::default()
        }
    }
    /// A batch name for some jobs. No source marks a field as required.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[non_exhaustive]
    pub struct SetJobBatchNameReq {
        /// The batch name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub batch_name: ::std::option::Option<BatchName>,
        /// The ids of the jobs.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        #[serde(deserialize_with = "crate::http::null_as_default")]
        pub job_ids: ::std::vec::Vec<JobId>,
    }
    impl SetJobBatchNameReq {
        /// Returns a builder: set properties, then convert it with `try_into()`.
        pub fn builder() -> builder::SetJobBatchNameReq {
            ::std::default::Default::default()
        }
    }
    /// Whether a voice is female or male.
    ///
    /// New values may come at any time: they are read as [`Self::Unknown`] and written back unchanged.
    #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[non_exhaustive]
    pub enum Sex {
        /// `FEMALE`: A female voice.
        Female,
        /// `MALE`: A male voice.
        Male,
        /// A value that the spec does not list, as the service wrote it.
        Unknown(::std::string::String),
    }
    impl Sex {
        /// The values that the spec lists, as they are on the wire.
        pub const KNOWN: &'static [&'static str] = &["FEMALE", "MALE"];
        /// Returns the value as it is on the wire.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Female => "FEMALE",
                Self::Male => "MALE",
                Self::Unknown(value) => value,
            }
        }
        fn known(value: &str) -> ::std::option::Option<Self> {
            match value {
                "FEMALE" => ::std::option::Option::Some(Self::Female),
                "MALE" => ::std::option::Option::Some(Self::Male),
                _ => ::std::option::Option::None,
            }
        }
    }
    impl ::std::convert::From<&str> for Sex {
        fn from(value: &str) -> Self {
            Self::known(value).unwrap_or_else(|| Self::Unknown(value.to_owned()))
        }
    }
    impl ::std::convert::From<::std::string::String> for Sex {
        fn from(value: ::std::string::String) -> Self {
            Self::known(&value).unwrap_or(Self::Unknown(value))
        }
    }
    impl ::std::str::FromStr for Sex {
        type Err = ::std::convert::Infallible;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, ::std::convert::Infallible> {
            ::std::result::Result::Ok(value.into())
        }
    }
    impl ::std::convert::AsRef<str> for Sex {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }
    impl ::std::fmt::Display for Sex {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.pad(self.as_str())
        }
    }
    impl ::serde::Serialize for Sex {
        fn serialize<S: ::serde::Serializer>(
            &self,
            serializer: S,
        ) -> ::std::result::Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> ::serde::Deserialize<'de> for Sex {
        fn deserialize<D: ::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> ::std::result::Result<Self, D::Error> {
            <::std::string::String as ::serde::Deserialize>::deserialize(deserializer)
                .map(Self::from)
        }
    }
    /// The kind of a short job.
    ///
    /// New values may come at any time: they are read as [`Self::Unknown`] and written back unchanged.
    #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[non_exhaustive]
    pub enum ShortJobType {
        /// `VOICE_ASSESS`: Scores the quality of a recording.
        VoiceAssess,
        /// A value that the spec does not list, as the service wrote it.
        Unknown(::std::string::String),
    }
    impl ShortJobType {
        /// The values that the spec lists, as they are on the wire.
        pub const KNOWN: &'static [&'static str] = &["VOICE_ASSESS"];
        /// Returns the value as it is on the wire.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::VoiceAssess => "VOICE_ASSESS",
                Self::Unknown(value) => value,
            }
        }
        fn known(value: &str) -> ::std::option::Option<Self> {
            match value {
                "VOICE_ASSESS" => ::std::option::Option::Some(Self::VoiceAssess),
                _ => ::std::option::Option::None,
            }
        }
    }
    impl ::std::convert::From<&str> for ShortJobType {
        fn from(value: &str) -> Self {
            Self::known(value).unwrap_or_else(|| Self::Unknown(value.to_owned()))
        }
    }
    impl ::std::convert::From<::std::string::String> for ShortJobType {
        fn from(value: ::std::string::String) -> Self {
            Self::known(&value).unwrap_or(Self::Unknown(value))
        }
    }
    impl ::std::str::FromStr for ShortJobType {
        type Err = ::std::convert::Infallible;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, ::std::convert::Infallible> {
            ::std::result::Result::Ok(value.into())
        }
    }
    impl ::std::convert::AsRef<str> for ShortJobType {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }
    impl ::std::fmt::Display for ShortJobType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.pad(self.as_str())
        }
    }
    impl ::serde::Serialize for ShortJobType {
        fn serialize<S: ::serde::Serializer>(
            &self,
            serializer: S,
        ) -> ::std::result::Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> ::serde::Deserialize<'de> for ShortJobType {
        fn deserialize<D: ::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> ::std::result::Result<Self, D::Error> {
            <::std::string::String as ::serde::Deserialize>::deserialize(deserializer)
                .map(Self::from)
        }
    }
    /// The segments that are confirmed.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[non_exhaustive]
    pub struct ShowConfirmedTrainingSegmentRsp {
        /// Their positions, from 0. 0 to 1024 entries of 0 to 1024.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        #[serde(deserialize_with = "crate::http::null_as_default")]
        pub confirmed_index: ::std::vec::Vec<i64>,
    }
    impl ShowConfirmedTrainingSegmentRsp {
        /// Returns a builder: set properties, then convert it with `try_into()`.
        pub fn builder() -> builder::ShowConfirmedTrainingSegmentRsp {
            ::std::default::Default::default()
        }
    }
    /// Fresh URLs for uploading a job's files.
    ///
    /// Source: Huawei's OpenAPI of MetaStudio, 2025-07-30. Names and nesting differ from the create response in every source: segment_url here is segment_uploading_url there, and the zip's URL lies in package_url here but at the top there. Both are kept as they are.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Default)]
    #[non_exhaustive]
    pub struct ShowJobUploadingAddressRsp {
        /// Where to upload the authorization letter. Up to 4096 characters. The `Content-Type` is not documented; see the source below.
        ///
        /// Upload with `PUT` and `Content-Type: application/octet-stream`. [`ShowJobUploadingAddress`](super::Client::show_job_uploading_address) returns a fresh URL.
        ///
        /// Sensitive: `Debug` prints `***` in its place.
        ///
        /// Source: Huawei Cloud SDKs, 2026-08-20. No voice page or SDK names a Content-Type for the letter. The sibling image-modeling API asks for application/octet-stream for its letter, and that is taken over until the service tells otherwise.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub authorization_letter_uploading_url: ::std::option::Option<
            ::std::string::String,
        >,
        /// Where to upload the zip, for a `PACKAGE` job.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub package_url: ::std::option::Option<PackageUrl>,
        /// Where to upload the segments, for a `SEGMENT` job.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub segment_url: ::std::option::Option<SegmentUploadingUrl>,
    }
    impl ShowJobUploadingAddressRsp {
        /// Returns a builder: set properties, then convert it with `try_into()`.
        pub fn builder() -> builder::ShowJobUploadingAddressRsp {
            ::std::default::Default::default()
        }
    }
    /// A short job.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[non_exhaustive]
    pub struct ShowShortJobRsp {
        /// The scores of the audio.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub assess_result: ::std::option::Option<AssessResult>,
        /// When the job was created. The documented bounds, 1 to 2147483647, suggest seconds since 1970; no source states the unit.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub create_time: ::std::option::Option<i64>,
        /// Why the job failed, as a code. 1 to 256 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub job_failed_code: ::std::option::Option<::std::string::String>,
        /// Why the job failed, in words. 1 to 256 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub job_failed_reason: ::std::option::Option<::std::string::String>,
        /// The job's id.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub job_id: ::std::option::Option<::std::string::String>,
        /// The kind of job.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub job_type: ::std::option::Option<ShortJobType>,
        /// When the job last changed. The documented bounds, 1 to 2147483647, suggest seconds since 1970; no source states the unit.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lastupdate_time: ::std::option::Option<i64>,
        /// How far the job is. Which of the states a short job takes is not documented.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub state: ::std::option::Option<JobState>,
    }
    impl ShowShortJobRsp {
        /// Returns a builder: set properties, then convert it with `try_into()`.
        pub fn builder() -> builder::ShowShortJobRsp {
            ::std::default::Default::default()
        }
    }
    /// URLs for uploading the attachments of a review.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[non_exhaustive]
    pub struct ShowUserReviewAttachmentUploadingAddressRsp {
        /// One entry for each attachment.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        #[serde(deserialize_with = "crate::http::null_as_default")]
        pub addresses: ::std::vec::Vec<AttachmentUploadingAddress>,
    }
    impl ShowUserReviewAttachmentUploadingAddressRsp {
        /// Returns a builder: set properties, then convert it with `try_into()`.
        pub fn builder() -> builder::ShowUserReviewAttachmentUploadingAddressRsp {
            ::std::default::Default::default()
        }
    }
    /// The training credits.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[non_exhaustive]
    pub struct ShowVoiceTrainingQuotasRsp {
        /// How many resources there are in all. 0 to 1000000.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub count: ::std::option::Option<i64>,
        /// How many credits are left.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub resource_available_nums: ::std::option::Option<ResourceAvailableNums>,
        /// The resources on this page.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        #[serde(deserialize_with = "crate::http::null_as_default")]
        pub resources: ::std::vec::Vec<VoiceTrainingResource>,
    }
    impl ShowVoiceTrainingQuotasRsp {
        /// Returns a builder: set properties, then convert it with `try_into()`.
        pub fn builder() -> builder::ShowVoiceTrainingQuotasRsp {
            ::std::default::Default::default()
        }
    }
    /// Which way to sort the list: `desc` or `asc`.
    ///
    /// New values may come at any time: they are read as [`Self::Unknown`] and written back unchanged.
    #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[non_exhaustive]
    pub enum SortDir {
        /// `desc`: Descending, the newest first.
        Desc,
        /// `asc`: Ascending, the oldest first.
        Asc,
        /// A value that the spec does not list, as the service wrote it.
        Unknown(::std::string::String),
    }
    impl SortDir {
        /// The values that the spec lists, as they are on the wire.
        pub const KNOWN: &'static [&'static str] = &["desc", "asc"];
        /// Returns the value as it is on the wire.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Desc => "desc",
                Self::Asc => "asc",
                Self::Unknown(value) => value,
            }
        }
        fn known(value: &str) -> ::std::option::Option<Self> {
            match value {
                "desc" => ::std::option::Option::Some(Self::Desc),
                "asc" => ::std::option::Option::Some(Self::Asc),
                _ => ::std::option::Option::None,
            }
        }
    }
    impl ::std::convert::From<&str> for SortDir {
        fn from(value: &str) -> Self {
            Self::known(value).unwrap_or_else(|| Self::Unknown(value.to_owned()))
        }
    }
    impl ::std::convert::From<::std::string::String> for SortDir {
        fn from(value: ::std::string::String) -> Self {
            Self::known(&value).unwrap_or(Self::Unknown(value))
        }
    }
    impl ::std::str::FromStr for SortDir {
        type Err = ::std::convert::Infallible;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, ::std::convert::Infallible> {
            ::std::result::Result::Ok(value.into())
        }
    }
    impl ::std::convert::AsRef<str> for SortDir {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }
    impl ::std::fmt::Display for SortDir {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.pad(self.as_str())
        }
    }
    impl ::serde::Serialize for SortDir {
        fn serialize<S: ::serde::Serializer>(
            &self,
            serializer: S,
        ) -> ::std::result::Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> ::serde::Deserialize<'de> for SortDir {
        fn deserialize<D: ::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> ::std::result::Result<Self, D::Error> {
            <::std::string::String as ::serde::Deserialize>::deserialize(deserializer)
                .map(Self::from)
        }
    }
    /// What to sort the list by: `create_time` or `update_time`.
    ///
    /// New values may come at any time: they are read as [`Self::Unknown`] and written back unchanged.
    #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[non_exhaustive]
    pub enum SortKey {
        /// `create_time`: The time of creation.
        CreateTime,
        /// `update_time`: The time of the last change.
        UpdateTime,
        /// A value that the spec does not list, as the service wrote it.
        Unknown(::std::string::String),
    }
    impl SortKey {
        /// The values that the spec lists, as they are on the wire.
        pub const KNOWN: &'static [&'static str] = &["create_time", "update_time"];
        /// Returns the value as it is on the wire.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::CreateTime => "create_time",
                Self::UpdateTime => "update_time",
                Self::Unknown(value) => value,
            }
        }
        fn known(value: &str) -> ::std::option::Option<Self> {
            match value {
                "create_time" => ::std::option::Option::Some(Self::CreateTime),
                "update_time" => ::std::option::Option::Some(Self::UpdateTime),
                _ => ::std::option::Option::None,
            }
        }
    }
    impl ::std::convert::From<&str> for SortKey {
        fn from(value: &str) -> Self {
            Self::known(value).unwrap_or_else(|| Self::Unknown(value.to_owned()))
        }
    }
    impl ::std::convert::From<::std::string::String> for SortKey {
        fn from(value: ::std::string::String) -> Self {
            Self::known(&value).unwrap_or(Self::Unknown(value))
        }
    }
    impl ::std::str::FromStr for SortKey {
        type Err = ::std::convert::Infallible;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, ::std::convert::Infallible> {
            ::std::result::Result::Ok(value.into())
        }
    }
    impl ::std::convert::AsRef<str> for SortKey {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }
    impl ::std::fmt::Display for SortKey {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.pad(self.as_str())
        }
    }
    impl ::serde::Serialize for SortKey {
        fn serialize<S: ::serde::Serializer>(
            &self,
            serializer: S,
        ) -> ::std::result::Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> ::serde::Deserialize<'de> for SortKey {
        fn deserialize<D: ::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> ::std::result::Result<Self, D::Error> {
            <::std::string::String as ::serde::Deserialize>::deserialize(deserializer)
                .map(Self::from)
        }
    }
    /// One or several values of [`JobState`], joined with commas.
    ///
    /// 1 to 128 characters.
    ///
    /// Setters take it as a `&str`, a `String` or this type, each by value or by reference. It can also be made from a [`JobState`], or from several in an array, a slice or a `Vec`.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct StateFilter(::std::string::String);
    impl ::std::ops::Deref for StateFilter {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<StateFilter> for ::std::string::String {
        fn from(value: StateFilter) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for StateFilter {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 128usize {
                return ::std::result::Result::Err(
                    "the value is longer than 128 characters".into(),
                );
            }
            if value.chars().count() < 1usize {
                return ::std::result::Result::Err(
                    "the value is shorter than 1 character".into(),
                );
            }
            ::std::result::Result::Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for StateFilter {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for StateFilter {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for StateFilter {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    /// A business that a voice is used in.
    ///
    /// New values may come at any time: they are read as [`Self::Unknown`] and written back unchanged.
    #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[non_exhaustive]
    pub enum SupportedServiceEnum {
        /// `VIDEO_2D`: Videos with an avatar.
        Video2d,
        /// `LIVE_2D`: Live streams with an avatar.
        Live2d,
        /// `CHAT_2D`: Conversations with an avatar.
        Chat2d,
        /// A value that the spec does not list, as the service wrote it.
        Unknown(::std::string::String),
    }
    impl SupportedServiceEnum {
        /// The values that the spec lists, as they are on the wire.
        pub const KNOWN: &'static [&'static str] = &["VIDEO_2D", "LIVE_2D", "CHAT_2D"];
        /// Returns the value as it is on the wire.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Video2d => "VIDEO_2D",
                Self::Live2d => "LIVE_2D",
                Self::Chat2d => "CHAT_2D",
                Self::Unknown(value) => value,
            }
        }
        fn known(value: &str) -> ::std::option::Option<Self> {
            match value {
                "VIDEO_2D" => ::std::option::Option::Some(Self::Video2d),
                "LIVE_2D" => ::std::option::Option::Some(Self::Live2d),
                "CHAT_2D" => ::std::option::Option::Some(Self::Chat2d),
                _ => ::std::option::Option::None,
            }
        }
    }
    impl ::std::convert::From<&str> for SupportedServiceEnum {
        fn from(value: &str) -> Self {
            Self::known(value).unwrap_or_else(|| Self::Unknown(value.to_owned()))
        }
    }
    impl ::std::convert::From<::std::string::String> for SupportedServiceEnum {
        fn from(value: ::std::string::String) -> Self {
            Self::known(&value).unwrap_or(Self::Unknown(value))
        }
    }
    impl ::std::str::FromStr for SupportedServiceEnum {
        type Err = ::std::convert::Infallible;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, ::std::convert::Infallible> {
            ::std::result::Result::Ok(value.into())
        }
    }
    impl ::std::convert::AsRef<str> for SupportedServiceEnum {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }
    impl ::std::fmt::Display for SupportedServiceEnum {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.pad(self.as_str())
        }
    }
    impl ::serde::Serialize for SupportedServiceEnum {
        fn serialize<S: ::serde::Serializer>(
            &self,
            serializer: S,
        ) -> ::std::result::Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> ::serde::Deserialize<'de> for SupportedServiceEnum {
        fn deserialize<D: ::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> ::std::result::Result<Self, D::Error> {
            <::std::string::String as ::serde::Deserialize>::deserialize(deserializer)
                .map(Self::from)
        }
    }
    /// What the automatic check has found.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[non_exhaustive]
    pub struct SystemAuditResult {
        /// When the check was made. 0 to 2147483647; the unit is not stated.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub audit_time: ::std::option::Option<i64>,
        /// The faults. 0 to 4096 entries.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        #[serde(deserialize_with = "crate::http::null_as_default")]
        pub errors: ::std::vec::Vec<AuditError>,
    }
    impl SystemAuditResult {
        /// Returns a builder: set properties, then convert it with `try_into()`.
        pub fn builder() -> builder::SystemAuditResult {
            ::std::default::Default::default()
        }
    }
    /// A value of [`JobTag`], as a filter of the list.
    ///
    /// 1 to 32 characters.
    ///
    /// Setters take it as a `&str`, a `String` or this type, each by value or by reference. It can also be made from a [`JobTag`].
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct TagFilter(::std::string::String);
    impl ::std::ops::Deref for TagFilter {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<TagFilter> for ::std::string::String {
        fn from(value: TagFilter) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for TagFilter {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 32usize {
                return ::std::result::Result::Err(
                    "the value is longer than 32 characters".into(),
                );
            }
            if value.chars().count() < 1usize {
                return ::std::result::Result::Err(
                    "the value is shorter than 1 character".into(),
                );
            }
            ::std::result::Result::Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for TagFilter {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for TagFilter {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for TagFilter {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    /// How long a recording may be, in seconds, for each edition, as set for this tenant. Every number is 0 to 2147483647. Names with `cmww` are about the third party that English pages call DupDub or Mobvoi, names with `ljzn` about AudioX.
    ///
    /// Source: Huawei Cloud SDKs, 2026-08-20. Huawei's SDKs for Go and Java read the lengths in this schema, and the counts in others, as 32-bit integers (int32, Integer), and only times as 64-bit ones. All are int64 here, which reads the same numbers and also greater ones. The example numbers are invented: each tenant has its own.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[non_exhaustive]
    pub struct TenantDurationCfg {
        /// The advised length for the ADVANCE (premium) edition, in seconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub advance_advice_value: ::std::option::Option<i64>,
        /// The longest recording for the ADVANCE (premium) edition, in seconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub advance_max: ::std::option::Option<i64>,
        /// The shortest recording for the ADVANCE (premium) edition, in seconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub advance_min: ::std::option::Option<i64>,
        /// The advised length for the basic edition, in seconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub basic_advice_value: ::std::option::Option<i64>,
        /// The longest recording for the basic edition, in seconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub basic_max: ::std::option::Option<i64>,
        /// The shortest recording for the basic edition, in seconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub basic_min: ::std::option::Option<i64>,
        /// The advised length for the third-party edition THIRD_PARTY, in seconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cmww_advice_value: ::std::option::Option<i64>,
        /// The longest recording for the third-party edition THIRD_PARTY, in seconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cmww_max: ::std::option::Option<i64>,
        /// The shortest recording for the third-party edition THIRD_PARTY, in seconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cmww_min: ::std::option::Option<i64>,
        /// The advised length for the Flexus edition, in seconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub flexus_advice_value: ::std::option::Option<i64>,
        /// The longest recording for the Flexus edition, in seconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub flexus_max: ::std::option::Option<i64>,
        /// The shortest recording for the Flexus edition, in seconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub flexus_min: ::std::option::Option<i64>,
        /// The advised length for the third-party edition THIRD_PARTY_LJZN, in seconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub ljzn_advice_value: ::std::option::Option<i64>,
        /// The longest recording for the third-party edition THIRD_PARTY_LJZN, in seconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub ljzn_max: ::std::option::Option<i64>,
        /// The shortest recording for the third-party edition THIRD_PARTY_LJZN, in seconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub ljzn_min: ::std::option::Option<i64>,
        /// The advised length for the MIDDLE edition, in seconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub middle_advice_value: ::std::option::Option<i64>,
        /// The longest recording for the MIDDLE edition, in seconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub middle_max: ::std::option::Option<i64>,
        /// The shortest recording for the MIDDLE edition, in seconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub middle_min: ::std::option::Option<i64>,
        /// The longest recording for a short job that scores audio, in seconds.
        ///
        /// Source: Huawei Cloud SDKs, 2026-08-20. As for `short_assess_min`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub short_assess_max: ::std::option::Option<i64>,
        /// The shortest recording for a short job that scores audio, in seconds.
        ///
        /// Source: Huawei Cloud SDKs, 2026-08-20. Not in Huawei's OpenAPI. The SDKs for Go, PHP and Python have it since 3.1.159 (2025-07), with the words "the least length for the quality check of a short job (seconds)" in Chinese. The example is invented.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub short_assess_min: ::std::option::Option<i64>,
        /// The tenant's id.
        ///
        /// Source: Huawei's OpenAPI of MetaStudio, 2025-07-30. Bounded to 180 to 300 characters there, to 1 to 64 as a parameter of ShowEncryptFile. The first is implausible and, this being a response, no bound is needed.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tenant_id: ::std::option::Option<::std::string::String>,
    }
    impl TenantDurationCfg {
        /// Returns a builder: set properties, then convert it with `try_into()`.
        pub fn builder() -> builder::TenantDurationCfg {
            ::std::default::Default::default()
        }
    }
    /// A tenant's id.
    ///
    /// 1 to 64 characters.
    ///
    /// Setters take it as a `&str`, a `String` or this type, each by value or by reference. Responses hold plain strings instead, which need not keep the limits.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct TenantId(::std::string::String);
    impl ::std::ops::Deref for TenantId {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<TenantId> for ::std::string::String {
        fn from(value: TenantId) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for TenantId {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 64usize {
                return ::std::result::Result::Err(
                    "the value is longer than 64 characters".into(),
                );
            }
            if value.chars().count() < 1usize {
                return ::std::result::Result::Err(
                    "the value is shorter than 1 character".into(),
                );
            }
            ::std::result::Result::Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for TenantId {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for TenantId {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for TenantId {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    /// A time, as a filter of the list. The format is not stated. Elsewhere in MetaStudio a time of 20 characters is RFC 3339 in UTC, such as 2021-01-10T08:43:17Z, and that is our reading here.
    ///
    /// At most 20 characters.
    ///
    /// Setters take it as a `&str`, a `String` or this type, each by value or by reference. It can also be made from a `SystemTime`, which is written in UTC and cut to whole seconds.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct TimeFilter(::std::string::String);
    impl ::std::ops::Deref for TimeFilter {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<TimeFilter> for ::std::string::String {
        fn from(value: TimeFilter) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for TimeFilter {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 20usize {
                return ::std::result::Result::Err(
                    "the value is longer than 20 characters".into(),
                );
            }
            ::std::result::Result::Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for TimeFilter {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for TimeFilter {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for TimeFilter {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    /// A voice training job. No source marks a field as always present.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Default)]
    #[non_exhaustive]
    pub struct TrainingJobInfo {
        /// The credit that the job has used.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub allocated_resource: ::std::option::Option<VoiceTrainingAllocatedResource>,
        /// The id of one of your own users. 0 to 256 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub app_user_id: ::std::option::Option<::std::string::String>,
        /// The scores of the audio.
        ///
        /// Source: Huawei Cloud SDKs, 2026-08-20. In the SDKs since 3.1.159 (2025-07); Huawei's OpenAPI of 2025-07-30 does not have it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub assess_result: ::std::option::Option<AssessResult>,
        /// The id of the trained voice in the asset library. Present when the job has succeeded. 1 to 256 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub asset_id: ::std::option::Option<::std::string::String>,
        /// The batch that the job is in. 1 to 256 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub batch_name: ::std::option::Option<::std::string::String>,
        /// When the job was created. The documented bounds, 1 to 2147483647, suggest seconds since 1970; no source states the unit.
        ///
        /// Source: Huawei's OpenAPI of MetaStudio, 2025-07-30. Typed int64 yet bounded to what an int32 holds. The declared type is kept, here and for every other time in this file: it holds both seconds and milliseconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub create_time: ::std::option::Option<i64>,
        /// How the files are uploaded.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub create_type: ::std::option::Option<CreateType>,
        /// The id of a related job of the image-modeling API. 1 to 64 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub dhtms_job_id: ::std::option::Option<::std::string::String>,
        /// Whether the job uses a pay-per-use credit.
        ///
        /// Source: Huawei Cloud SDKs, 2026-08-20. In the SDKs since 3.1.159 (2025-07); Huawei's OpenAPI of 2025-07-30 does not have it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub is_ondemand_resource: ::std::option::Option<bool>,
        /// Whether the job does an earlier one over again.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub is_remake: ::std::option::Option<bool>,
        /// Why the job failed, as a code. Present when it has failed. 1 to 256 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub job_failed_code: ::std::option::Option<::std::string::String>,
        /// Why the job failed, in words. Present when it has failed. 1 to 256 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub job_failed_reason: ::std::option::Option<::std::string::String>,
        /// The job's id. 1 to 64 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub job_id: ::std::option::Option<::std::string::String>,
        /// The edition.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub job_type: ::std::option::Option<JobType>,
        /// The language of the recording. 1 to 64 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub language: ::std::option::Option<::std::string::String>,
        /// When the job last changed. One word on the wire. The documented bounds, 1 to 2147483647, suggest seconds since 1970; no source states the unit.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lastupdate_time: ::std::option::Option<i64>,
        /// The language that the trained voice speaks. 1 to 32 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub output_language: ::std::option::Option<::std::string::String>,
        /// A phone number to contact. 1 to 16 characters.
        ///
        /// Sensitive: `Debug` prints `***` in its place.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub phone: ::std::option::Option<::std::string::String>,
        /// How often the job has been in this state. 1 to 10.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub reject_times: ::std::option::Option<i64>,
        /// Whether the voice is female or male. 1 to 64 characters.
        ///
        /// Source: Huawei's OpenAPI of MetaStudio, 2025-07-30. A plain string there, whose text lists FEMALE and MALE. Being open, the enum takes any other value too.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sex: ::std::option::Option<Sex>,
        /// How far the job is.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub state: ::std::option::Option<JobState>,
        /// What the voice is for.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tag: ::std::option::Option<JobTag>,
        /// A link to the uploaded recording. 1 to 4096 characters.
        ///
        /// Sensitive: `Debug` prints `***` in its place.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub training_input_source_url: ::std::option::Option<::std::string::String>,
        /// A link to the uploaded authorization letter. 1 to 4096 characters.
        ///
        /// Sensitive: `Debug` prints `***` in its place.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub voice_authorization_url: ::std::option::Option<::std::string::String>,
        /// The voice's name. 1 to 256 characters, while requests allow 64.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub voice_name: ::std::option::Option<::std::string::String>,
    }
    impl TrainingJobInfo {
        /// Returns a builder: set properties, then convert it with `try_into()`.
        pub fn builder() -> builder::TrainingJobInfo {
            ::std::default::Default::default()
        }
    }
    /// The name of a voice.
    ///
    /// 1 to 64 characters.
    ///
    /// Setters take it as a `&str`, a `String` or this type, each by value or by reference. Responses hold plain strings instead, which need not keep the limits.
    ///
    /// Source: Huawei's OpenAPI of MetaStudio, 2025-07-30. 64 characters in requests, 256 in responses and in the filter of the list. Each bound stands where its source puts it; responses carry none.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct VoiceName(::std::string::String);
    impl ::std::ops::Deref for VoiceName {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<VoiceName> for ::std::string::String {
        fn from(value: VoiceName) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for VoiceName {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 64usize {
                return ::std::result::Result::Err(
                    "the value is longer than 64 characters".into(),
                );
            }
            if value.chars().count() < 1usize {
                return ::std::result::Result::Err(
                    "the value is shorter than 1 character".into(),
                );
            }
            ::std::result::Result::Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for VoiceName {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for VoiceName {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for VoiceName {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    /// The name of a voice, as a filter of the list.
    ///
    /// 1 to 256 characters.
    ///
    /// Setters take it as a `&str`, a `String` or this type, each by value or by reference. Responses hold plain strings instead, which need not keep the limits.
    #[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[serde(transparent)]
    pub struct VoiceNameFilter(::std::string::String);
    impl ::std::ops::Deref for VoiceNameFilter {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }
    impl ::std::convert::From<VoiceNameFilter> for ::std::string::String {
        fn from(value: VoiceNameFilter) -> Self {
            value.0
        }
    }
    impl ::std::str::FromStr for VoiceNameFilter {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 256usize {
                return ::std::result::Result::Err(
                    "the value is longer than 256 characters".into(),
                );
            }
            if value.chars().count() < 1usize {
                return ::std::result::Result::Err(
                    "the value is shorter than 1 character".into(),
                );
            }
            ::std::result::Result::Ok(Self(value.to_string()))
        }
    }
    impl ::std::convert::TryFrom<&str> for VoiceNameFilter {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for VoiceNameFilter {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl<'de> ::serde::Deserialize<'de> for VoiceNameFilter {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            ::std::string::String::deserialize(deserializer)?
                .parse()
                .map_err(|e: self::error::ConversionError| {
                    <D::Error as ::serde::de::Error>::custom(e.to_string())
                })
        }
    }
    /// The credit that a job has used.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[non_exhaustive]
    pub struct VoiceTrainingAllocatedResource {
        /// How the credit is paid for.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub charge_mode: ::std::option::Option<ChardMode>,
        /// When the credit expires, RFC 3339 in UTC, 20 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub expire_time: ::std::option::Option<::std::string::String>,
        /// The credit's id. 0 to 64 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub resource_id: ::std::option::Option<::std::string::String>,
    }
    impl VoiceTrainingAllocatedResource {
        /// Returns a builder: set properties, then convert it with `try_into()`.
        pub fn builder() -> builder::VoiceTrainingAllocatedResource {
            ::std::default::Default::default()
        }
    }
    /// A resource that credits come from.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    #[non_exhaustive]
    pub struct VoiceTrainingResource {
        /// The id of an asset. 0 to 256 characters. What it has to do with the resource is not documented.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub asset_id: ::std::option::Option<::std::string::String>,
        /// How it is paid for.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub charge_mode: ::std::option::Option<ChardMode>,
        /// When it expires, 20 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub expire_time: ::std::option::Option<::std::string::String>,
        /// What was last done with it, by our reading.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub operation_type: ::std::option::Option<ResourceOperationType>,
        /// How many credits are left of it. 0 to 1000000.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub resource_available_nums: ::std::option::Option<i64>,
        /// The resource's id. 0 to 64 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub resource_id: ::std::option::Option<::std::string::String>,
        /// How many credits it had. 0 to 1000000.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub resource_nums: ::std::option::Option<i64>,
        /// Where it comes from.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub resource_source: ::std::option::Option<ResourceSource>,
        /// What its credits are for.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub resource_type: ::std::option::Option<ResourceType>,
        /// A status, 0 or 1. What they mean is not documented.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<i64>,
    }
    impl VoiceTrainingResource {
        /// Returns a builder: set properties, then convert it with `try_into()`.
        pub fn builder() -> builder::VoiceTrainingResource {
            ::std::default::Default::default()
        }
    }
    /// Types for composing complex structures.
    pub mod builder {
        /// Builds a [`AdminAuditResult`](super::AdminAuditResult): set properties, then convert it with `try_into()`.
        #[derive(Clone)]
        #[must_use = "a builder makes nothing before `try_into()`"]
        pub struct AdminAuditResult(::std::boxed::Box<AdminAuditResultProperties_>);
        impl ::std::default::Default for AdminAuditResult {
            fn default() -> Self {
                Self(
                    ::std::boxed::Box::new(AdminAuditResultProperties_ {
                        attachment_name: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        attachment_url: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        audit_time: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        message: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                    }),
                )
            }
        }
        impl AdminAuditResult {
            /// Sets `attachment_name`.
            ///
            /// The name of an attached file. 1 to 256 characters.
            pub fn attachment_name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.attachment_name = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "attachment_name",
                        error,
                    ));
                self
            }
            /// Sets `attachment_url`.
            ///
            /// A link for downloading the attached file. 1 to 4096 characters.
            pub fn attachment_url<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.attachment_url = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "attachment_url",
                        error,
                    ));
                self
            }
            /// Sets `audit_time`.
            ///
            /// When the review was made. 0 to 2147483647; the unit is not stated.
            pub fn audit_time<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.audit_time = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "audit_time",
                        error,
                    ));
                self
            }
            /// Sets `message`.
            ///
            /// The reviewer's words. 1 to 256 characters.
            pub fn message<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.message = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("message", error));
                self
            }
        }
        impl ::std::convert::TryFrom<AdminAuditResult> for super::AdminAuditResult {
            type Error = super::error::ConversionError;
            fn try_from(
                value: AdminAuditResult,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                let value = *value.0;
                ::std::result::Result::Ok(Self {
                    attachment_name: value.attachment_name?,
                    attachment_url: value.attachment_url?,
                    audit_time: value.audit_time?,
                    message: value.message?,
                })
            }
        }
        impl ::std::convert::From<super::AdminAuditResult> for AdminAuditResult {
            fn from(value: super::AdminAuditResult) -> Self {
                Self(
                    ::std::boxed::Box::new(AdminAuditResultProperties_ {
                        attachment_name: ::std::result::Result::Ok(
                            value.attachment_name,
                        ),
                        attachment_url: ::std::result::Result::Ok(value.attachment_url),
                        audit_time: ::std::result::Result::Ok(value.audit_time),
                        message: ::std::result::Result::Ok(value.message),
                    }),
                )
            }
        }
        /// Builds a [`AssessProperty`](super::AssessProperty): set properties, then convert it with `try_into()`.
        #[derive(Clone)]
        #[must_use = "a builder makes nothing before `try_into()`"]
        pub struct AssessProperty(::std::boxed::Box<AssessPropertyProperties_>);
        impl ::std::default::Default for AssessProperty {
            fn default() -> Self {
                Self(
                    ::std::boxed::Box::new(AssessPropertyProperties_ {
                        actual: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        expected: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        status: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        suggestion: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        suggestion_en: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                    }),
                )
            }
        }
        impl AssessProperty {
            /// Sets `actual`.
            ///
            /// The value that was measured. 1 to 2048 characters.
            pub fn actual<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.actual = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("actual", error));
                self
            }
            /// Sets `expected`.
            ///
            /// The value that is wanted. 1 to 2048 characters.
            pub fn expected<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.expected = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("expected", error));
                self
            }
            /// Sets `status`.
            ///
            /// Whether the value is out of range, -1 to 1. By our reading -1 is below, 0 within and 1 above the range.
            pub fn status<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.status = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("status", error));
                self
            }
            /// Sets `suggestion`.
            ///
            /// Advice in Chinese. 1 to 2048 characters.
            pub fn suggestion<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.suggestion = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "suggestion",
                        error,
                    ));
                self
            }
            /// Sets `suggestion_en`.
            ///
            /// Advice in English. 1 to 2048 characters.
            pub fn suggestion_en<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.suggestion_en = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "suggestion_en",
                        error,
                    ));
                self
            }
        }
        impl ::std::convert::TryFrom<AssessProperty> for super::AssessProperty {
            type Error = super::error::ConversionError;
            fn try_from(
                value: AssessProperty,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                let value = *value.0;
                ::std::result::Result::Ok(Self {
                    actual: value.actual?,
                    expected: value.expected?,
                    status: value.status?,
                    suggestion: value.suggestion?,
                    suggestion_en: value.suggestion_en?,
                })
            }
        }
        impl ::std::convert::From<super::AssessProperty> for AssessProperty {
            fn from(value: super::AssessProperty) -> Self {
                Self(
                    ::std::boxed::Box::new(AssessPropertyProperties_ {
                        actual: ::std::result::Result::Ok(value.actual),
                        expected: ::std::result::Result::Ok(value.expected),
                        status: ::std::result::Result::Ok(value.status),
                        suggestion: ::std::result::Result::Ok(value.suggestion),
                        suggestion_en: ::std::result::Result::Ok(value.suggestion_en),
                    }),
                )
            }
        }
        /// Builds a [`AssessResult`](super::AssessResult): set properties, then convert it with `try_into()`.
        #[derive(Clone)]
        #[must_use = "a builder makes nothing before `try_into()`"]
        pub struct AssessResult(::std::boxed::Box<AssessResultProperties_>);
        impl ::std::default::Default for AssessResult {
            fn default() -> Self {
                Self(
                    ::std::boxed::Box::new(AssessResultProperties_ {
                        dnsmos_bak: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        dnsmos_ovrl: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        reverb: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        snr: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        sound: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        speed: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        suggestion: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                    }),
                )
            }
        }
        impl AssessResult {
            /// Sets `dnsmos_bak`.
            ///
            /// The DNSMOS score of the background.
            pub fn dnsmos_bak<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::AssessProperty>,
                T::Error: ::std::fmt::Display,
            {
                self.0.dnsmos_bak = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "dnsmos_bak",
                        error,
                    ));
                self
            }
            /// Sets `dnsmos_ovrl`.
            ///
            /// The DNSMOS score overall.
            pub fn dnsmos_ovrl<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::AssessProperty>,
                T::Error: ::std::fmt::Display,
            {
                self.0.dnsmos_ovrl = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "dnsmos_ovrl",
                        error,
                    ));
                self
            }
            /// Sets `reverb`.
            ///
            /// How much the room reverberates.
            pub fn reverb<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::AssessProperty>,
                T::Error: ::std::fmt::Display,
            {
                self.0.reverb = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("reverb", error));
                self
            }
            /// Sets `snr`.
            ///
            /// The ratio of signal to noise.
            pub fn snr<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::AssessProperty>,
                T::Error: ::std::fmt::Display,
            {
                self.0.snr = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("snr", error));
                self
            }
            /// Sets `sound`.
            ///
            /// How loud the speech is.
            pub fn sound<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::AssessProperty>,
                T::Error: ::std::fmt::Display,
            {
                self.0.sound = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("sound", error));
                self
            }
            /// Sets `speed`.
            ///
            /// How fast the speech is.
            pub fn speed<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::AssessProperty>,
                T::Error: ::std::fmt::Display,
            {
                self.0.speed = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("speed", error));
                self
            }
            /// Sets `suggestion`.
            ///
            /// Advice on the whole recording. 1 to 256 characters.
            pub fn suggestion<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.suggestion = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "suggestion",
                        error,
                    ));
                self
            }
        }
        impl ::std::convert::TryFrom<AssessResult> for super::AssessResult {
            type Error = super::error::ConversionError;
            fn try_from(
                value: AssessResult,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                let value = *value.0;
                ::std::result::Result::Ok(Self {
                    dnsmos_bak: value.dnsmos_bak?,
                    dnsmos_ovrl: value.dnsmos_ovrl?,
                    reverb: value.reverb?,
                    snr: value.snr?,
                    sound: value.sound?,
                    speed: value.speed?,
                    suggestion: value.suggestion?,
                })
            }
        }
        impl ::std::convert::From<super::AssessResult> for AssessResult {
            fn from(value: super::AssessResult) -> Self {
                Self(
                    ::std::boxed::Box::new(AssessResultProperties_ {
                        dnsmos_bak: ::std::result::Result::Ok(value.dnsmos_bak),
                        dnsmos_ovrl: ::std::result::Result::Ok(value.dnsmos_ovrl),
                        reverb: ::std::result::Result::Ok(value.reverb),
                        snr: ::std::result::Result::Ok(value.snr),
                        sound: ::std::result::Result::Ok(value.sound),
                        speed: ::std::result::Result::Ok(value.speed),
                        suggestion: ::std::result::Result::Ok(value.suggestion),
                    }),
                )
            }
        }
        /// Builds a [`AttachmentUploadingAddress`](super::AttachmentUploadingAddress): set properties, then convert it with `try_into()`.
        #[derive(Clone)]
        #[must_use = "a builder makes nothing before `try_into()`"]
        pub struct AttachmentUploadingAddress(
            ::std::boxed::Box<AttachmentUploadingAddressProperties_>,
        );
        impl ::std::default::Default for AttachmentUploadingAddress {
            fn default() -> Self {
                Self(
                    ::std::boxed::Box::new(AttachmentUploadingAddressProperties_ {
                        number: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        uploading_url: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                    }),
                )
            }
        }
        impl AttachmentUploadingAddress {
            /// Sets `number`.
            ///
            /// The attachment's number. 0 to 99.
            pub fn number<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.number = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("number", error));
                self
            }
            /// Sets `uploading_url`.
            ///
            /// Where to upload the attachment. 1 to 4096 characters. The `Content-Type` is not documented.
            pub fn uploading_url<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.uploading_url = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "uploading_url",
                        error,
                    ));
                self
            }
        }
        impl ::std::convert::TryFrom<AttachmentUploadingAddress>
        for super::AttachmentUploadingAddress {
            type Error = super::error::ConversionError;
            fn try_from(
                value: AttachmentUploadingAddress,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                let value = *value.0;
                ::std::result::Result::Ok(Self {
                    number: value.number?,
                    uploading_url: value.uploading_url?,
                })
            }
        }
        impl ::std::convert::From<super::AttachmentUploadingAddress>
        for AttachmentUploadingAddress {
            fn from(value: super::AttachmentUploadingAddress) -> Self {
                Self(
                    ::std::boxed::Box::new(AttachmentUploadingAddressProperties_ {
                        number: ::std::result::Result::Ok(value.number),
                        uploading_url: ::std::result::Result::Ok(value.uploading_url),
                    }),
                )
            }
        }
        /// Builds a [`AuditError`](super::AuditError): set properties, then convert it with `try_into()`.
        #[derive(Clone)]
        #[must_use = "a builder makes nothing before `try_into()`"]
        pub struct AuditError(::std::boxed::Box<AuditErrorProperties_>);
        impl ::std::default::Default for AuditError {
            fn default() -> Self {
                Self(
                    ::std::boxed::Box::new(AuditErrorProperties_ {
                        audio_name: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        error_code: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        error_message: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        text_name: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                    }),
                )
            }
        }
        impl AuditError {
            /// Sets `audio_name`.
            ///
            /// The audio file's name. 1 to 1024 characters.
            pub fn audio_name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.audio_name = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "audio_name",
                        error,
                    ));
                self
            }
            /// Sets `error_code`.
            ///
            /// The fault as a code. 1 to 1024 characters.
            pub fn error_code<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.error_code = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "error_code",
                        error,
                    ));
                self
            }
            /// Sets `error_message`.
            ///
            /// The fault in words. 1 to 1024 characters. The name is `error_message` here and `error_msg` in an error response.
            pub fn error_message<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.error_message = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "error_message",
                        error,
                    ));
                self
            }
            /// Sets `text_name`.
            ///
            /// The text file's name. 1 to 1024 characters.
            pub fn text_name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.text_name = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "text_name",
                        error,
                    ));
                self
            }
        }
        impl ::std::convert::TryFrom<AuditError> for super::AuditError {
            type Error = super::error::ConversionError;
            fn try_from(
                value: AuditError,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                let value = *value.0;
                ::std::result::Result::Ok(Self {
                    audio_name: value.audio_name?,
                    error_code: value.error_code?,
                    error_message: value.error_message?,
                    text_name: value.text_name?,
                })
            }
        }
        impl ::std::convert::From<super::AuditError> for AuditError {
            fn from(value: super::AuditError) -> Self {
                Self(
                    ::std::boxed::Box::new(AuditErrorProperties_ {
                        audio_name: ::std::result::Result::Ok(value.audio_name),
                        error_code: ::std::result::Result::Ok(value.error_code),
                        error_message: ::std::result::Result::Ok(value.error_message),
                        text_name: ::std::result::Result::Ok(value.text_name),
                    }),
                )
            }
        }
        /// Builds a [`AuditResult`](super::AuditResult): set properties, then convert it with `try_into()`.
        #[derive(Clone)]
        #[must_use = "a builder makes nothing before `try_into()`"]
        pub struct AuditResult(::std::boxed::Box<AuditResultProperties_>);
        impl ::std::default::Default for AuditResult {
            fn default() -> Self {
                Self(
                    ::std::boxed::Box::new(AuditResultProperties_ {
                        admin_audit_result: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        system_audit_result: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                    }),
                )
            }
        }
        impl AuditResult {
            /// Sets `admin_audit_result`.
            ///
            /// What the reviewer has found.
            pub fn admin_audit_result<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::AdminAuditResult>,
                T::Error: ::std::fmt::Display,
            {
                self.0.admin_audit_result = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "admin_audit_result",
                        error,
                    ));
                self
            }
            /// Sets `system_audit_result`.
            ///
            /// What the automatic check has found.
            pub fn system_audit_result<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::SystemAuditResult>,
                T::Error: ::std::fmt::Display,
            {
                self.0.system_audit_result = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "system_audit_result",
                        error,
                    ));
                self
            }
        }
        impl ::std::convert::TryFrom<AuditResult> for super::AuditResult {
            type Error = super::error::ConversionError;
            fn try_from(
                value: AuditResult,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                let value = *value.0;
                ::std::result::Result::Ok(Self {
                    admin_audit_result: value.admin_audit_result?,
                    system_audit_result: value.system_audit_result?,
                })
            }
        }
        impl ::std::convert::From<super::AuditResult> for AuditResult {
            fn from(value: super::AuditResult) -> Self {
                Self(
                    ::std::boxed::Box::new(AuditResultProperties_ {
                        admin_audit_result: ::std::result::Result::Ok(
                            value.admin_audit_result,
                        ),
                        system_audit_result: ::std::result::Result::Ok(
                            value.system_audit_result,
                        ),
                    }),
                )
            }
        }
        /// Builds a [`CommitJobReq`](super::CommitJobReq): set properties, then convert it with `try_into()`.
        #[derive(Clone)]
        #[must_use = "a builder makes nothing before `try_into()`"]
        pub struct CommitJobReq(::std::boxed::Box<CommitJobReqProperties_>);
        impl ::std::default::Default for CommitJobReq {
            fn default() -> Self {
                Self(
                    ::std::boxed::Box::new(CommitJobReqProperties_ {
                        app_user_id: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        custom_text: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        description: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        language: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        output_language: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        phone: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        sex: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        tag: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        voice_name: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                    }),
                )
            }
        }
        impl CommitJobReq {
            /// Sets `app_user_id`.
            ///
            /// The id of one of your own users. The `X-App-UserId` header carries the same; which of the two wins is not documented.
            ///
            /// At most 256 characters.
            pub fn app_user_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::CommitAppUserId>,
                T::Error: ::std::fmt::Display,
            {
                self.0.app_user_id = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "app_user_id",
                        error,
                    ));
                self
            }
            /// Sets `custom_text`.
            ///
            /// A text that the trained voice speaks as its audition sample.
            ///
            /// 1 to 4096 characters.
            pub fn custom_text<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::CustomText>,
                T::Error: ::std::fmt::Display,
            {
                self.0.custom_text = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "custom_text",
                        error,
                    ));
                self
            }
            /// Sets `description`.
            ///
            /// A description. The asset library shows it.
            ///
            /// 1 to 128 characters.
            pub fn description<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Description>,
                T::Error: ::std::fmt::Display,
            {
                self.0.description = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "description",
                        error,
                    ));
                self
            }
            /// Sets `language`.
            ///
            /// The language of the recording: `CN` (Chinese) or `EN` (English).
            ///
            /// 1 to 64 characters.
            pub fn language<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Language>,
                T::Error: ::std::fmt::Display,
            {
                self.0.language = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("language", error));
                self
            }
            /// Sets `output_language`.
            ///
            /// The language that the trained voice is to speak, such as CN.
            ///
            /// 1 to 32 characters.
            pub fn output_language<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::OutputLanguage>,
                T::Error: ::std::fmt::Display,
            {
                self.0.output_language = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "output_language",
                        error,
                    ));
                self
            }
            /// Sets `phone`.
            ///
            /// A phone number to contact. The format is not documented.
            ///
            /// 1 to 16 characters.
            pub fn phone<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Phone>,
                T::Error: ::std::fmt::Display,
            {
                self.0.phone = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("phone", error));
                self
            }
            /// Sets `sex`.
            ///
            /// Whether the voice is female or male. No default is documented here.
            pub fn sex<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Sex>,
                T::Error: ::std::fmt::Display,
            {
                self.0.sex = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("sex", error));
                self
            }
            /// Sets `tag`.
            ///
            /// What the voice is for.
            pub fn tag<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::JobTag>,
                T::Error: ::std::fmt::Display,
            {
                self.0.tag = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("tag", error));
                self
            }
            /// Sets `voice_name`.
            ///
            /// The voice's name. The trained voice bears it in the asset library.
            ///
            /// 1 to 64 characters.
            pub fn voice_name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::VoiceName>,
                T::Error: ::std::fmt::Display,
            {
                self.0.voice_name = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "voice_name",
                        error,
                    ));
                self
            }
        }
        impl ::std::convert::TryFrom<CommitJobReq> for super::CommitJobReq {
            type Error = super::error::ConversionError;
            fn try_from(
                value: CommitJobReq,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                let value = *value.0;
                ::std::result::Result::Ok(Self {
                    app_user_id: value.app_user_id?,
                    custom_text: value.custom_text?,
                    description: value.description?,
                    language: value.language?,
                    output_language: value.output_language?,
                    phone: value.phone?,
                    sex: value.sex?,
                    tag: value.tag?,
                    voice_name: value.voice_name?,
                })
            }
        }
        impl ::std::convert::From<super::CommitJobReq> for CommitJobReq {
            fn from(value: super::CommitJobReq) -> Self {
                Self(
                    ::std::boxed::Box::new(CommitJobReqProperties_ {
                        app_user_id: ::std::result::Result::Ok(value.app_user_id),
                        custom_text: ::std::result::Result::Ok(value.custom_text),
                        description: ::std::result::Result::Ok(value.description),
                        language: ::std::result::Result::Ok(value.language),
                        output_language: ::std::result::Result::Ok(
                            value.output_language,
                        ),
                        phone: ::std::result::Result::Ok(value.phone),
                        sex: ::std::result::Result::Ok(value.sex),
                        tag: ::std::result::Result::Ok(value.tag),
                        voice_name: ::std::result::Result::Ok(value.voice_name),
                    }),
                )
            }
        }
        /// Builds a [`ConfirmTrainingSegmentRsp`](super::ConfirmTrainingSegmentRsp): set properties, then convert it with `try_into()`.
        #[derive(Clone)]
        #[must_use = "a builder makes nothing before `try_into()`"]
        pub struct ConfirmTrainingSegmentRsp(
            ::std::boxed::Box<ConfirmTrainingSegmentRspProperties_>,
        );
        impl ::std::default::Default for ConfirmTrainingSegmentRsp {
            fn default() -> Self {
                Self(
                    ::std::boxed::Box::new(ConfirmTrainingSegmentRspProperties_ {
                        confirm_result: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        unmatched_index_hit: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                    }),
                )
            }
        }
        impl ConfirmTrainingSegmentRsp {
            /// Sets `confirm_result`.
            ///
            /// Whether speech and text agree.
            pub fn confirm_result<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.0.confirm_result = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "confirm_result",
                        error,
                    ));
                self
            }
            /// Sets `unmatched_index_hit`.
            ///
            /// The positions in the text where the speech differs. 0 to 4096.
            pub fn unmatched_index_hit<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.0.unmatched_index_hit = value
                    .try_into()
                    .map_err(|error| crate::generated::limits::about(
                        "unmatched_index_hit",
                        error,
                    ));
                self
            }
        }
        impl ::std::convert::TryFrom<ConfirmTrainingSegmentRsp>
        for super::ConfirmTrainingSegmentRsp {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ConfirmTrainingSegmentRsp,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                let value = *value.0;
                ::std::result::Result::Ok(Self {
                    confirm_result: value.confirm_result?,
                    unmatched_index_hit: value.unmatched_index_hit?,
                })
            }
        }
        impl ::std::convert::From<super::ConfirmTrainingSegmentRsp>
        for ConfirmTrainingSegmentRsp {
            fn from(value: super::ConfirmTrainingSegmentRsp) -> Self {
                Self(
                    ::std::boxed::Box::new(ConfirmTrainingSegmentRspProperties_ {
                        confirm_result: ::std::result::Result::Ok(value.confirm_result),
                        unmatched_index_hit: ::std::result::Result::Ok(
                            value.unmatched_index_hit,
                        ),
                    }),
                )
            }
        }
        /// Builds a [`CreateShortJobReq`](super::CreateShortJobReq): set properties, then convert it with `try_into()`.
        #[derive(Clone)]
        #[must_use = "a builder makes nothing before `try_into()`"]
        pub struct CreateShortJobReq(::std::boxed::Box<CreateShortJobReqProperties_>);
        impl ::std::default::Default for CreateShortJobReq {
            fn default() -> Self {
                Self(
                    ::std::boxed::Box::new(CreateShortJobReqProperties_ {
                        job_type: ::std::result::Result::Err(
                            "job_type is missing".to_string(),
                        ),
                        language: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                    }),
                )
            }
        }
        impl CreateShortJobReq {
            /// Sets `job_type`.
            ///
            /// The kind of job.
            ///
            /// Required.
            pub fn job_type<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::ShortJobType>,
                T::Error: ::std::fmt::Display,
            {
                self.0.job_type = value
                    .try_into()
                    .map_err(|error| crate::generated::limits::about("job_type", error));
                self
            }
            /// Sets `language`.
            ///
            /// The language of the audio: `CN` (Chinese) or `EN` (English).
            ///
            /// 1 to 64 characters.
            pub fn language<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Language>,
                T::Error: ::std::fmt::Display,
            {
                self.0.language = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("language", error));
                self
            }
        }
        impl ::std::convert::TryFrom<CreateShortJobReq> for super::CreateShortJobReq {
            type Error = super::error::ConversionError;
            fn try_from(
                value: CreateShortJobReq,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                let value = *value.0;
                ::std::result::Result::Ok(Self {
                    job_type: value.job_type?,
                    language: value.language?,
                })
            }
        }
        impl ::std::convert::From<super::CreateShortJobReq> for CreateShortJobReq {
            fn from(value: super::CreateShortJobReq) -> Self {
                Self(
                    ::std::boxed::Box::new(CreateShortJobReqProperties_ {
                        job_type: ::std::result::Result::Ok(value.job_type),
                        language: ::std::result::Result::Ok(value.language),
                    }),
                )
            }
        }
        /// Builds a [`CreateShortJobRsp`](super::CreateShortJobRsp): set properties, then convert it with `try_into()`.
        #[derive(Clone)]
        #[must_use = "a builder makes nothing before `try_into()`"]
        pub struct CreateShortJobRsp(::std::boxed::Box<CreateShortJobRspProperties_>);
        impl ::std::default::Default for CreateShortJobRsp {
            fn default() -> Self {
                Self(
                    ::std::boxed::Box::new(CreateShortJobRspProperties_ {
                        data_uploading_url: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        job_id: ::std::result::Result::Err(
                            "job_id is missing".to_string(),
                        ),
                    }),
                )
            }
        }
        impl CreateShortJobRsp {
            /// Sets `data_uploading_url`.
            ///
            /// Where to upload the zip with the audio. 1 to 4096 characters. No operation renews it: create another job.
            pub fn data_uploading_url<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.data_uploading_url = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "data_uploading_url",
                        error,
                    ));
                self
            }
            /// Sets `job_id`.
            ///
            /// The job's id. 1 to 64 characters.
            ///
            /// Required.
            pub fn job_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.job_id = value
                    .try_into()
                    .map_err(|error| crate::generated::limits::about("job_id", error));
                self
            }
        }
        impl ::std::convert::TryFrom<CreateShortJobRsp> for super::CreateShortJobRsp {
            type Error = super::error::ConversionError;
            fn try_from(
                value: CreateShortJobRsp,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                let value = *value.0;
                ::std::result::Result::Ok(Self {
                    data_uploading_url: value.data_uploading_url?,
                    job_id: value.job_id?,
                })
            }
        }
        impl ::std::convert::From<super::CreateShortJobRsp> for CreateShortJobRsp {
            fn from(value: super::CreateShortJobRsp) -> Self {
                Self(
                    ::std::boxed::Box::new(CreateShortJobRspProperties_ {
                        data_uploading_url: ::std::result::Result::Ok(
                            value.data_uploading_url,
                        ),
                        job_id: ::std::result::Result::Ok(value.job_id),
                    }),
                )
            }
        }
        /// Builds a [`CreateTrainingJobReq`](super::CreateTrainingJobReq): set properties, then convert it with `try_into()`.
        #[derive(Clone)]
        #[must_use = "a builder makes nothing before `try_into()`"]
        pub struct CreateTrainingJobReq(
            ::std::boxed::Box<CreateTrainingJobReqProperties_>,
        );
        impl ::std::default::Default for CreateTrainingJobReq {
            fn default() -> Self {
                Self(
                    ::std::boxed::Box::new(CreateTrainingJobReqProperties_ {
                        batch_name: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        create_type: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        custom_text: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        description: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        dhtms_job_id: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        is_ondemand_resource: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        language: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        output_language: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        phone: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        sex: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        supported_service: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        tag: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        voice_name: ::std::result::Result::Err(
                            "voice_name is missing".to_string(),
                        ),
                    }),
                )
            }
        }
        impl CreateTrainingJobReq {
            /// Sets `batch_name`.
            ///
            /// A name that groups jobs. [`ListVoiceTrainingJob`](super::super::Client::list_voice_training_job) can filter by it.
            ///
            /// 1 to 256 characters.
            pub fn batch_name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::BatchName>,
                T::Error: ::std::fmt::Display,
            {
                self.0.batch_name = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "batch_name",
                        error,
                    ));
                self
            }
            /// Sets `create_type`.
            ///
            /// How the files are uploaded. No source states what the service assumes when it is absent.
            pub fn create_type<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::CreateType>,
                T::Error: ::std::fmt::Display,
            {
                self.0.create_type = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "create_type",
                        error,
                    ));
                self
            }
            /// Sets `custom_text`.
            ///
            /// A text that the trained voice speaks as its audition sample.
            ///
            /// 1 to 4096 characters.
            pub fn custom_text<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::CustomText>,
                T::Error: ::std::fmt::Display,
            {
                self.0.custom_text = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "custom_text",
                        error,
                    ));
                self
            }
            /// Sets `description`.
            ///
            /// A description. The asset library shows it.
            ///
            /// 1 to 128 characters.
            pub fn description<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Description>,
                T::Error: ::std::fmt::Display,
            {
                self.0.description = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "description",
                        error,
                    ));
                self
            }
            /// Sets `dhtms_job_id`.
            ///
            /// The id of a related job of the image-modeling API.
            ///
            /// 1 to 64 characters.
            pub fn dhtms_job_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::DhtmsJobId>,
                T::Error: ::std::fmt::Display,
            {
                self.0.dhtms_job_id = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "dhtms_job_id",
                        error,
                    ));
                self
            }
            /// Sets `is_ondemand_resource`.
            ///
            /// Whether to use a pay-per-use credit. By the notes on `ON_DEMAND`, that is for the MIDDLE edition only and for three jobs at most.
            pub fn is_ondemand_resource<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.0.is_ondemand_resource = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "is_ondemand_resource",
                        error,
                    ));
                self
            }
            /// Sets `language`.
            ///
            /// The language of the recording: `CN` (Chinese) or `EN` (English). The service assumes CN when absent.
            ///
            /// 1 to 64 characters.
            pub fn language<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Language>,
                T::Error: ::std::fmt::Display,
            {
                self.0.language = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("language", error));
                self
            }
            /// Sets `output_language`.
            ///
            /// The language that the trained voice is to speak, such as CN.
            ///
            /// 1 to 32 characters.
            pub fn output_language<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::OutputLanguage>,
                T::Error: ::std::fmt::Display,
            {
                self.0.output_language = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "output_language",
                        error,
                    ));
                self
            }
            /// Sets `phone`.
            ///
            /// A phone number to contact. The format is not documented.
            ///
            /// 1 to 16 characters.
            pub fn phone<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Phone>,
                T::Error: ::std::fmt::Display,
            {
                self.0.phone = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("phone", error));
                self
            }
            /// Sets `sex`.
            ///
            /// Whether the voice is female or male. The service assumes FEMALE when absent.
            pub fn sex<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Sex>,
                T::Error: ::std::fmt::Display,
            {
                self.0.sex = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("sex", error));
                self
            }
            /// Sets `supported_service`.
            ///
            /// What the voice is to be used for. How many entries are allowed is not documented.
            pub fn supported_service<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::SupportedServiceEnum>>,
                T::Error: ::std::fmt::Display,
            {
                self.0.supported_service = value
                    .try_into()
                    .map_err(|error| crate::generated::limits::about(
                        "supported_service",
                        error,
                    ));
                self
            }
            /// Sets `tag`.
            ///
            /// What the voice is for. A recording of one of Huawei's preset scripts has to name that script's set here; for scripts of your own it is only a label.
            pub fn tag<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::JobTag>,
                T::Error: ::std::fmt::Display,
            {
                self.0.tag = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("tag", error));
                self
            }
            /// Sets `voice_name`.
            ///
            /// The voice's name. The trained voice bears it in the asset library.
            ///
            /// Required. 1 to 64 characters.
            pub fn voice_name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::VoiceName>,
                T::Error: ::std::fmt::Display,
            {
                self.0.voice_name = value
                    .try_into()
                    .map_err(|error| crate::generated::limits::about(
                        "voice_name",
                        error,
                    ));
                self
            }
        }
        impl ::std::convert::TryFrom<CreateTrainingJobReq>
        for super::CreateTrainingJobReq {
            type Error = super::error::ConversionError;
            fn try_from(
                value: CreateTrainingJobReq,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                let value = *value.0;
                ::std::result::Result::Ok(Self {
                    batch_name: value.batch_name?,
                    create_type: value.create_type?,
                    custom_text: value.custom_text?,
                    description: value.description?,
                    dhtms_job_id: value.dhtms_job_id?,
                    is_ondemand_resource: value.is_ondemand_resource?,
                    language: value.language?,
                    output_language: value.output_language?,
                    phone: value.phone?,
                    sex: value.sex?,
                    supported_service: value.supported_service?,
                    tag: value.tag?,
                    voice_name: value.voice_name?,
                })
            }
        }
        impl ::std::convert::From<super::CreateTrainingJobReq> for CreateTrainingJobReq {
            fn from(value: super::CreateTrainingJobReq) -> Self {
                Self(
                    ::std::boxed::Box::new(CreateTrainingJobReqProperties_ {
                        batch_name: ::std::result::Result::Ok(value.batch_name),
                        create_type: ::std::result::Result::Ok(value.create_type),
                        custom_text: ::std::result::Result::Ok(value.custom_text),
                        description: ::std::result::Result::Ok(value.description),
                        dhtms_job_id: ::std::result::Result::Ok(value.dhtms_job_id),
                        is_ondemand_resource: ::std::result::Result::Ok(
                            value.is_ondemand_resource,
                        ),
                        language: ::std::result::Result::Ok(value.language),
                        output_language: ::std::result::Result::Ok(
                            value.output_language,
                        ),
                        phone: ::std::result::Result::Ok(value.phone),
                        sex: ::std::result::Result::Ok(value.sex),
                        supported_service: ::std::result::Result::Ok(
                            value.supported_service,
                        ),
                        tag: ::std::result::Result::Ok(value.tag),
                        voice_name: ::std::result::Result::Ok(value.voice_name),
                    }),
                )
            }
        }
        /// Builds a [`CreateTrainingJobRsp`](super::CreateTrainingJobRsp): set properties, then convert it with `try_into()`.
        #[derive(Clone)]
        #[must_use = "a builder makes nothing before `try_into()`"]
        pub struct CreateTrainingJobRsp(
            ::std::boxed::Box<CreateTrainingJobRspProperties_>,
        );
        impl ::std::default::Default for CreateTrainingJobRsp {
            fn default() -> Self {
                Self(
                    ::std::boxed::Box::new(CreateTrainingJobRspProperties_ {
                        authorization_letter_uploading_url: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        job_id: ::std::result::Result::Err(
                            "job_id is missing".to_string(),
                        ),
                        segment_uploading_url: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        training_data_uploading_url: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                    }),
                )
            }
        }
        impl CreateTrainingJobRsp {
            /// Sets `authorization_letter_uploading_url`.
            ///
            /// Where to upload the authorization letter: the signed form from the console as PDF, JPG or PNG. Up to 4096 characters. The `Content-Type` is not documented; see the source below.
            pub fn authorization_letter_uploading_url<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.authorization_letter_uploading_url = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "authorization_letter_uploading_url",
                        error,
                    ));
                self
            }
            /// Sets `job_id`.
            ///
            /// The job's id. 1 to 64 characters.
            ///
            /// Required.
            pub fn job_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.job_id = value
                    .try_into()
                    .map_err(|error| crate::generated::limits::about("job_id", error));
                self
            }
            /// Sets `segment_uploading_url`.
            ///
            /// Where to upload the segments. Present when `create_type` is `SEGMENT`.
            pub fn segment_uploading_url<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::SegmentUploadingUrl>,
                T::Error: ::std::fmt::Display,
            {
                self.0.segment_uploading_url = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "segment_uploading_url",
                        error,
                    ));
                self
            }
            /// Sets `training_data_uploading_url`.
            ///
            /// Where to upload the zip. Present when `create_type` is `PACKAGE`. Up to 4096 characters.
            pub fn training_data_uploading_url<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.training_data_uploading_url = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "training_data_uploading_url",
                        error,
                    ));
                self
            }
        }
        impl ::std::convert::TryFrom<CreateTrainingJobRsp>
        for super::CreateTrainingJobRsp {
            type Error = super::error::ConversionError;
            fn try_from(
                value: CreateTrainingJobRsp,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                let value = *value.0;
                ::std::result::Result::Ok(Self {
                    authorization_letter_uploading_url: value
                        .authorization_letter_uploading_url?,
                    job_id: value.job_id?,
                    segment_uploading_url: value.segment_uploading_url?,
                    training_data_uploading_url: value.training_data_uploading_url?,
                })
            }
        }
        impl ::std::convert::From<super::CreateTrainingJobRsp> for CreateTrainingJobRsp {
            fn from(value: super::CreateTrainingJobRsp) -> Self {
                Self(
                    ::std::boxed::Box::new(CreateTrainingJobRspProperties_ {
                        authorization_letter_uploading_url: ::std::result::Result::Ok(
                            value.authorization_letter_uploading_url,
                        ),
                        job_id: ::std::result::Result::Ok(value.job_id),
                        segment_uploading_url: ::std::result::Result::Ok(
                            value.segment_uploading_url,
                        ),
                        training_data_uploading_url: ::std::result::Result::Ok(
                            value.training_data_uploading_url,
                        ),
                    }),
                )
            }
        }
        /// Builds a [`ErrorResponse`](super::ErrorResponse): set properties, then convert it with `try_into()`.
        #[derive(Clone)]
        #[must_use = "a builder makes nothing before `try_into()`"]
        pub struct ErrorResponse(::std::boxed::Box<ErrorResponseProperties_>);
        impl ::std::default::Default for ErrorResponse {
            fn default() -> Self {
                Self(
                    ::std::boxed::Box::new(ErrorResponseProperties_ {
                        error_code: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        error_msg: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        request_id: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                    }),
                )
            }
        }
        impl ErrorResponse {
            /// Sets `error_code`.
            ///
            /// The error as a code, 1 to 32 characters: `MSS.` and digits from the service, `APIGW.` and digits from the
            /// gateway. Some that matter here; new ones may come at any time:
            ///
            /// - `MSS.00000001` not authorized, `MSS.00000002` body invalid, `MSS.00000003` parameter invalid,
            ///   `MSS.00000004` internal error
            /// - `MSS.00010008` token invalid, `MSS.00010009` token of another tenant, `MSS.00021016` token check failed
            /// - `MSS.20020011` audio format wrong, `MSS.20020012` a kind of file in the zip does not suit the job,
            ///   `MSS.20020016` number of WAV or text files in the zip wrong, `MSS.20020023` contents of the zip too large,
            ///   `MSS.20020024` a file in the zip too large
            /// - `APIGW.0101` no such operation here, `APIGW.0301` authentication wrong, `APIGW.0307` token expired or of
            ///   another region, `APIGW.0308` too many requests: wait, then send again.
            pub fn error_code<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.error_code = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "error_code",
                        error,
                    ));
                self
            }
            /// Sets `error_msg`.
            ///
            /// The error in words, 1 to 256 characters.
            pub fn error_msg<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.error_msg = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "error_msg",
                        error,
                    ));
                self
            }
            /// Sets `request_id`.
            ///
            /// The request's id. In responses of the gateway only.
            pub fn request_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.request_id = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "request_id",
                        error,
                    ));
                self
            }
        }
        impl ::std::convert::TryFrom<ErrorResponse> for super::ErrorResponse {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ErrorResponse,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                let value = *value.0;
                ::std::result::Result::Ok(Self {
                    error_code: value.error_code?,
                    error_msg: value.error_msg?,
                    request_id: value.request_id?,
                })
            }
        }
        impl ::std::convert::From<super::ErrorResponse> for ErrorResponse {
            fn from(value: super::ErrorResponse) -> Self {
                Self(
                    ::std::boxed::Box::new(ErrorResponseProperties_ {
                        error_code: ::std::result::Result::Ok(value.error_code),
                        error_msg: ::std::result::Result::Ok(value.error_msg),
                        request_id: ::std::result::Result::Ok(value.request_id),
                    }),
                )
            }
        }
        /// Builds a [`ListJobOperationLogRsp`](super::ListJobOperationLogRsp): set properties, then convert it with `try_into()`.
        #[derive(Clone)]
        #[must_use = "a builder makes nothing before `try_into()`"]
        pub struct ListJobOperationLogRsp(
            ::std::boxed::Box<ListJobOperationLogRspProperties_>,
        );
        impl ::std::default::Default for ListJobOperationLogRsp {
            fn default() -> Self {
                Self(
                    ::std::boxed::Box::new(ListJobOperationLogRspProperties_ {
                        count: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        operations: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                    }),
                )
            }
        }
        impl ListJobOperationLogRsp {
            /// Sets `count`.
            ///
            /// How many operations there are in all. 0 to 2147483647.
            pub fn count<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.count = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("count", error));
                self
            }
            /// Sets `operations`.
            ///
            /// The operations on this page.
            pub fn operations<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::OperationLogItem>>,
                T::Error: ::std::fmt::Display,
            {
                self.0.operations = value
                    .try_into()
                    .map_err(|error| crate::generated::limits::about(
                        "operations",
                        error,
                    ));
                self
            }
        }
        impl ::std::convert::TryFrom<ListJobOperationLogRsp>
        for super::ListJobOperationLogRsp {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ListJobOperationLogRsp,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                let value = *value.0;
                ::std::result::Result::Ok(Self {
                    count: value.count?,
                    operations: value.operations?,
                })
            }
        }
        impl ::std::convert::From<super::ListJobOperationLogRsp>
        for ListJobOperationLogRsp {
            fn from(value: super::ListJobOperationLogRsp) -> Self {
                Self(
                    ::std::boxed::Box::new(ListJobOperationLogRspProperties_ {
                        count: ::std::result::Result::Ok(value.count),
                        operations: ::std::result::Result::Ok(value.operations),
                    }),
                )
            }
        }
        /// Builds a [`ListTrainingJobsInfo`](super::ListTrainingJobsInfo): set properties, then convert it with `try_into()`.
        #[derive(Clone)]
        #[must_use = "a builder makes nothing before `try_into()`"]
        pub struct ListTrainingJobsInfo(
            ::std::boxed::Box<ListTrainingJobsInfoProperties_>,
        );
        impl ::std::default::Default for ListTrainingJobsInfo {
            fn default() -> Self {
                Self(
                    ::std::boxed::Box::new(ListTrainingJobsInfoProperties_ {
                        count: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        jobs: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                    }),
                )
            }
        }
        impl ListTrainingJobsInfo {
            /// Sets `count`.
            ///
            /// How many jobs match in all. 0 to 2147483647.
            pub fn count<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.count = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("count", error));
                self
            }
            /// Sets `jobs`.
            ///
            /// The jobs on this page, 0 to 2147483647. Huawei's text calls them virtual-avatar jobs, a slip: they are voice training jobs.
            pub fn jobs<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::TrainingJobInfo>>,
                T::Error: ::std::fmt::Display,
            {
                self.0.jobs = value
                    .try_into()
                    .map_err(|error| crate::generated::limits::about("jobs", error));
                self
            }
        }
        impl ::std::convert::TryFrom<ListTrainingJobsInfo>
        for super::ListTrainingJobsInfo {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ListTrainingJobsInfo,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                let value = *value.0;
                ::std::result::Result::Ok(Self {
                    count: value.count?,
                    jobs: value.jobs?,
                })
            }
        }
        impl ::std::convert::From<super::ListTrainingJobsInfo> for ListTrainingJobsInfo {
            fn from(value: super::ListTrainingJobsInfo) -> Self {
                Self(
                    ::std::boxed::Box::new(ListTrainingJobsInfoProperties_ {
                        count: ::std::result::Result::Ok(value.count),
                        jobs: ::std::result::Result::Ok(value.jobs),
                    }),
                )
            }
        }
        /// Builds a [`OpExternalInfo`](super::OpExternalInfo): set properties, then convert it with `try_into()`.
        #[derive(Clone)]
        #[must_use = "a builder makes nothing before `try_into()`"]
        pub struct OpExternalInfo(::std::boxed::Box<OpExternalInfoProperties_>);
        impl ::std::default::Default for OpExternalInfo {
            fn default() -> Self {
                Self(
                    ::std::boxed::Box::new(OpExternalInfoProperties_ {
                        admin_audit_failure_reason: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        algorithm_failure_reason: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        review_id_list: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                    }),
                )
            }
        }
        impl OpExternalInfo {
            /// Sets `admin_audit_failure_reason`.
            ///
            /// Why the reviewer refused. 0 to 4096 characters.
            pub fn admin_audit_failure_reason<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.admin_audit_failure_reason = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "admin_audit_failure_reason",
                        error,
                    ));
                self
            }
            /// Sets `algorithm_failure_reason`.
            ///
            /// Why the training failed. 0 to 4096 characters.
            pub fn algorithm_failure_reason<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.algorithm_failure_reason = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "algorithm_failure_reason",
                        error,
                    ));
                self
            }
            /// Sets `review_id_list`.
            ///
            /// The ids of the review's details. 1 to 5 ids of 1 to 64 characters.
            pub fn review_id_list<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.0.review_id_list = value
                    .try_into()
                    .map_err(|error| crate::generated::limits::about(
                        "review_id_list",
                        error,
                    ));
                self
            }
        }
        impl ::std::convert::TryFrom<OpExternalInfo> for super::OpExternalInfo {
            type Error = super::error::ConversionError;
            fn try_from(
                value: OpExternalInfo,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                let value = *value.0;
                ::std::result::Result::Ok(Self {
                    admin_audit_failure_reason: value.admin_audit_failure_reason?,
                    algorithm_failure_reason: value.algorithm_failure_reason?,
                    review_id_list: value.review_id_list?,
                })
            }
        }
        impl ::std::convert::From<super::OpExternalInfo> for OpExternalInfo {
            fn from(value: super::OpExternalInfo) -> Self {
                Self(
                    ::std::boxed::Box::new(OpExternalInfoProperties_ {
                        admin_audit_failure_reason: ::std::result::Result::Ok(
                            value.admin_audit_failure_reason,
                        ),
                        algorithm_failure_reason: ::std::result::Result::Ok(
                            value.algorithm_failure_reason,
                        ),
                        review_id_list: ::std::result::Result::Ok(value.review_id_list),
                    }),
                )
            }
        }
        /// Builds a [`OperationLogItem`](super::OperationLogItem): set properties, then convert it with `try_into()`.
        #[derive(Clone)]
        #[must_use = "a builder makes nothing before `try_into()`"]
        pub struct OperationLogItem(::std::boxed::Box<OperationLogItemProperties_>);
        impl ::std::default::Default for OperationLogItem {
            fn default() -> Self {
                Self(
                    ::std::boxed::Box::new(OperationLogItemProperties_ {
                        action: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        external_info: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        operator: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        time: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                    }),
                )
            }
        }
        impl OperationLogItem {
            /// Sets `action`.
            ///
            /// What was done. 1 to 256 characters.
            pub fn action<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::OperationAction>,
                T::Error: ::std::fmt::Display,
            {
                self.0.action = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("action", error));
                self
            }
            /// Sets `external_info`.
            ///
            /// More about it.
            pub fn external_info<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::OpExternalInfo>,
                T::Error: ::std::fmt::Display,
            {
                self.0.external_info = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "external_info",
                        error,
                    ));
                self
            }
            /// Sets `operator`.
            ///
            /// Who did it. 1 to 256 characters.
            pub fn operator<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Operator>,
                T::Error: ::std::fmt::Display,
            {
                self.0.operator = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("operator", error));
                self
            }
            /// Sets `time`.
            ///
            /// When it happened. 0 to 2147483647; the unit is not stated.
            pub fn time<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.time = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("time", error));
                self
            }
        }
        impl ::std::convert::TryFrom<OperationLogItem> for super::OperationLogItem {
            type Error = super::error::ConversionError;
            fn try_from(
                value: OperationLogItem,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                let value = *value.0;
                ::std::result::Result::Ok(Self {
                    action: value.action?,
                    external_info: value.external_info?,
                    operator: value.operator?,
                    time: value.time?,
                })
            }
        }
        impl ::std::convert::From<super::OperationLogItem> for OperationLogItem {
            fn from(value: super::OperationLogItem) -> Self {
                Self(
                    ::std::boxed::Box::new(OperationLogItemProperties_ {
                        action: ::std::result::Result::Ok(value.action),
                        external_info: ::std::result::Result::Ok(value.external_info),
                        operator: ::std::result::Result::Ok(value.operator),
                        time: ::std::result::Result::Ok(value.time),
                    }),
                )
            }
        }
        /// Builds a [`PackageUrl`](super::PackageUrl): set properties, then convert it with `try_into()`.
        #[derive(Clone)]
        #[must_use = "a builder makes nothing before `try_into()`"]
        pub struct PackageUrl(::std::boxed::Box<PackageUrlProperties_>);
        impl ::std::default::Default for PackageUrl {
            fn default() -> Self {
                Self(
                    ::std::boxed::Box::new(PackageUrlProperties_ {
                        training_data_uploading_url: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                    }),
                )
            }
        }
        impl PackageUrl {
            /// Sets `training_data_uploading_url`.
            ///
            /// Where to upload the zip. Up to 4096 characters.
            pub fn training_data_uploading_url<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.training_data_uploading_url = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "training_data_uploading_url",
                        error,
                    ));
                self
            }
        }
        impl ::std::convert::TryFrom<PackageUrl> for super::PackageUrl {
            type Error = super::error::ConversionError;
            fn try_from(
                value: PackageUrl,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                let value = *value.0;
                ::std::result::Result::Ok(Self {
                    training_data_uploading_url: value.training_data_uploading_url?,
                })
            }
        }
        impl ::std::convert::From<super::PackageUrl> for PackageUrl {
            fn from(value: super::PackageUrl) -> Self {
                Self(
                    ::std::boxed::Box::new(PackageUrlProperties_ {
                        training_data_uploading_url: ::std::result::Result::Ok(
                            value.training_data_uploading_url,
                        ),
                    }),
                )
            }
        }
        /// Builds a [`ResourceAvailableNums`](super::ResourceAvailableNums): set properties, then convert it with `try_into()`.
        #[derive(Clone)]
        #[must_use = "a builder makes nothing before `try_into()`"]
        pub struct ResourceAvailableNums(
            ::std::boxed::Box<ResourceAvailableNumsProperties_>,
        );
        impl ::std::default::Default for ResourceAvailableNums {
            fn default() -> Self {
                Self(
                    ::std::boxed::Box::new(ResourceAvailableNumsProperties_ {
                        advance: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        basic: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        flexus: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        middle: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        middle_on_demand: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        third_party_cmww: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                    }),
                )
            }
        }
        impl ResourceAvailableNums {
            /// Sets `advance`.
            ///
            /// Credits for the ADVANCE (premium) edition.
            pub fn advance<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.advance = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("advance", error));
                self
            }
            /// Sets `basic`.
            ///
            /// Credits for the basic edition.
            pub fn basic<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.basic = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("basic", error));
                self
            }
            /// Sets `flexus`.
            ///
            /// Credits for the Flexus edition.
            pub fn flexus<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.flexus = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("flexus", error));
                self
            }
            /// Sets `middle`.
            ///
            /// Credits for the MIDDLE edition.
            pub fn middle<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.middle = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("middle", error));
                self
            }
            /// Sets `middle_on_demand`.
            ///
            /// Pay-per-use credits for the MIDDLE edition.
            pub fn middle_on_demand<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.middle_on_demand = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "middle_on_demand",
                        error,
                    ));
                self
            }
            /// Sets `third_party_cmww`.
            ///
            /// Credits for the third-party edition THIRD_PARTY.
            pub fn third_party_cmww<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.third_party_cmww = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "third_party_cmww",
                        error,
                    ));
                self
            }
        }
        impl ::std::convert::TryFrom<ResourceAvailableNums>
        for super::ResourceAvailableNums {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ResourceAvailableNums,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                let value = *value.0;
                ::std::result::Result::Ok(Self {
                    advance: value.advance?,
                    basic: value.basic?,
                    flexus: value.flexus?,
                    middle: value.middle?,
                    middle_on_demand: value.middle_on_demand?,
                    third_party_cmww: value.third_party_cmww?,
                })
            }
        }
        impl ::std::convert::From<super::ResourceAvailableNums>
        for ResourceAvailableNums {
            fn from(value: super::ResourceAvailableNums) -> Self {
                Self(
                    ::std::boxed::Box::new(ResourceAvailableNumsProperties_ {
                        advance: ::std::result::Result::Ok(value.advance),
                        basic: ::std::result::Result::Ok(value.basic),
                        flexus: ::std::result::Result::Ok(value.flexus),
                        middle: ::std::result::Result::Ok(value.middle),
                        middle_on_demand: ::std::result::Result::Ok(
                            value.middle_on_demand,
                        ),
                        third_party_cmww: ::std::result::Result::Ok(
                            value.third_party_cmww,
                        ),
                    }),
                )
            }
        }
        /// Builds a [`SegmentUploadingUrl`](super::SegmentUploadingUrl): set properties, then convert it with `try_into()`.
        #[derive(Clone)]
        #[must_use = "a builder makes nothing before `try_into()`"]
        pub struct SegmentUploadingUrl(
            ::std::boxed::Box<SegmentUploadingUrlProperties_>,
        );
        impl ::std::default::Default for SegmentUploadingUrl {
            fn default() -> Self {
                Self(
                    ::std::boxed::Box::new(SegmentUploadingUrlProperties_ {
                        audio_uploading_url: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        txt_uploading_url: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                    }),
                )
            }
        }
        impl SegmentUploadingUrl {
            /// Sets `audio_uploading_url`.
            ///
            /// Where to upload the segments' audio. 1 to 4096 URLs of up to 4096 characters.
            pub fn audio_uploading_url<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.0.audio_uploading_url = value
                    .try_into()
                    .map_err(|error| crate::generated::limits::about(
                        "audio_uploading_url",
                        error,
                    ));
                self
            }
            /// Sets `txt_uploading_url`.
            ///
            /// Where to upload the segments' text. 1 to 4096 URLs of up to 4096 characters. The text's encoding is not documented; UTF-8 is our guess.
            pub fn txt_uploading_url<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.0.txt_uploading_url = value
                    .try_into()
                    .map_err(|error| crate::generated::limits::about(
                        "txt_uploading_url",
                        error,
                    ));
                self
            }
        }
        impl ::std::convert::TryFrom<SegmentUploadingUrl>
        for super::SegmentUploadingUrl {
            type Error = super::error::ConversionError;
            fn try_from(
                value: SegmentUploadingUrl,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                let value = *value.0;
                ::std::result::Result::Ok(Self {
                    audio_uploading_url: value.audio_uploading_url?,
                    txt_uploading_url: value.txt_uploading_url?,
                })
            }
        }
        impl ::std::convert::From<super::SegmentUploadingUrl> for SegmentUploadingUrl {
            fn from(value: super::SegmentUploadingUrl) -> Self {
                Self(
                    ::std::boxed::Box::new(SegmentUploadingUrlProperties_ {
                        audio_uploading_url: ::std::result::Result::Ok(
                            value.audio_uploading_url,
                        ),
                        txt_uploading_url: ::std::result::Result::Ok(
                            value.txt_uploading_url,
                        ),
                    }),
                )
            }
        }
        /// Builds a [`SetJobBatchNameReq`](super::SetJobBatchNameReq): set properties, then convert it with `try_into()`.
        #[derive(Clone)]
        #[must_use = "a builder makes nothing before `try_into()`"]
        pub struct SetJobBatchNameReq(::std::boxed::Box<SetJobBatchNameReqProperties_>);
        impl ::std::default::Default for SetJobBatchNameReq {
            fn default() -> Self {
                Self(
                    ::std::boxed::Box::new(SetJobBatchNameReqProperties_ {
                        batch_name: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        job_ids: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                    }),
                )
            }
        }
        impl SetJobBatchNameReq {
            /// Sets `batch_name`.
            ///
            /// The batch name.
            ///
            /// 1 to 256 characters.
            pub fn batch_name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::BatchName>,
                T::Error: ::std::fmt::Display,
            {
                self.0.batch_name = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "batch_name",
                        error,
                    ));
                self
            }
            /// Sets `job_ids`.
            ///
            /// The ids of the jobs.
            ///
            /// 1 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
            pub fn job_ids<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::JobId>>,
                T::Error: ::std::fmt::Display,
            {
                self.0.job_ids = value
                    .try_into()
                    .map_err(|error| crate::generated::limits::about("job_ids", error));
                self
            }
        }
        impl ::std::convert::TryFrom<SetJobBatchNameReq> for super::SetJobBatchNameReq {
            type Error = super::error::ConversionError;
            fn try_from(
                value: SetJobBatchNameReq,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                let value = *value.0;
                ::std::result::Result::Ok(Self {
                    batch_name: value.batch_name?,
                    job_ids: value
                        .job_ids
                        .and_then(|value| crate::generated::limits::kept(
                            "job_ids",
                            value,
                            |value| {
                                if value.is_empty() {
                                    ::std::result::Result::Ok(())
                                } else {
                                    crate::generated::limits::entries(
                                        value.len(),
                                        ::std::option::Option::Some(1u64),
                                        ::std::option::Option::Some(1000u64),
                                    )
                                }
                            },
                        ))?,
                })
            }
        }
        impl ::std::convert::From<super::SetJobBatchNameReq> for SetJobBatchNameReq {
            fn from(value: super::SetJobBatchNameReq) -> Self {
                Self(
                    ::std::boxed::Box::new(SetJobBatchNameReqProperties_ {
                        batch_name: ::std::result::Result::Ok(value.batch_name),
                        job_ids: ::std::result::Result::Ok(value.job_ids),
                    }),
                )
            }
        }
        /// Builds a [`ShowConfirmedTrainingSegmentRsp`](super::ShowConfirmedTrainingSegmentRsp): set properties, then convert it with `try_into()`.
        #[derive(Clone)]
        #[must_use = "a builder makes nothing before `try_into()`"]
        pub struct ShowConfirmedTrainingSegmentRsp(
            ::std::boxed::Box<ShowConfirmedTrainingSegmentRspProperties_>,
        );
        impl ::std::default::Default for ShowConfirmedTrainingSegmentRsp {
            fn default() -> Self {
                Self(
                    ::std::boxed::Box::new(ShowConfirmedTrainingSegmentRspProperties_ {
                        confirmed_index: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                    }),
                )
            }
        }
        impl ShowConfirmedTrainingSegmentRsp {
            /// Sets `confirmed_index`.
            ///
            /// Their positions, from 0. 0 to 1024 entries of 0 to 1024.
            pub fn confirmed_index<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.0.confirmed_index = value
                    .try_into()
                    .map_err(|error| crate::generated::limits::about(
                        "confirmed_index",
                        error,
                    ));
                self
            }
        }
        impl ::std::convert::TryFrom<ShowConfirmedTrainingSegmentRsp>
        for super::ShowConfirmedTrainingSegmentRsp {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ShowConfirmedTrainingSegmentRsp,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                let value = *value.0;
                ::std::result::Result::Ok(Self {
                    confirmed_index: value.confirmed_index?,
                })
            }
        }
        impl ::std::convert::From<super::ShowConfirmedTrainingSegmentRsp>
        for ShowConfirmedTrainingSegmentRsp {
            fn from(value: super::ShowConfirmedTrainingSegmentRsp) -> Self {
                Self(
                    ::std::boxed::Box::new(ShowConfirmedTrainingSegmentRspProperties_ {
                        confirmed_index: ::std::result::Result::Ok(value.confirmed_index),
                    }),
                )
            }
        }
        /// Builds a [`ShowJobUploadingAddressRsp`](super::ShowJobUploadingAddressRsp): set properties, then convert it with `try_into()`.
        #[derive(Clone)]
        #[must_use = "a builder makes nothing before `try_into()`"]
        pub struct ShowJobUploadingAddressRsp(
            ::std::boxed::Box<ShowJobUploadingAddressRspProperties_>,
        );
        impl ::std::default::Default for ShowJobUploadingAddressRsp {
            fn default() -> Self {
                Self(
                    ::std::boxed::Box::new(ShowJobUploadingAddressRspProperties_ {
                        authorization_letter_uploading_url: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        package_url: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        segment_url: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                    }),
                )
            }
        }
        impl ShowJobUploadingAddressRsp {
            /// Sets `authorization_letter_uploading_url`.
            ///
            /// Where to upload the authorization letter. Up to 4096 characters. The `Content-Type` is not documented; see the source below.
            pub fn authorization_letter_uploading_url<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.authorization_letter_uploading_url = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "authorization_letter_uploading_url",
                        error,
                    ));
                self
            }
            /// Sets `package_url`.
            ///
            /// Where to upload the zip, for a `PACKAGE` job.
            pub fn package_url<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::PackageUrl>,
                T::Error: ::std::fmt::Display,
            {
                self.0.package_url = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "package_url",
                        error,
                    ));
                self
            }
            /// Sets `segment_url`.
            ///
            /// Where to upload the segments, for a `SEGMENT` job.
            pub fn segment_url<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::SegmentUploadingUrl>,
                T::Error: ::std::fmt::Display,
            {
                self.0.segment_url = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "segment_url",
                        error,
                    ));
                self
            }
        }
        impl ::std::convert::TryFrom<ShowJobUploadingAddressRsp>
        for super::ShowJobUploadingAddressRsp {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ShowJobUploadingAddressRsp,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                let value = *value.0;
                ::std::result::Result::Ok(Self {
                    authorization_letter_uploading_url: value
                        .authorization_letter_uploading_url?,
                    package_url: value.package_url?,
                    segment_url: value.segment_url?,
                })
            }
        }
        impl ::std::convert::From<super::ShowJobUploadingAddressRsp>
        for ShowJobUploadingAddressRsp {
            fn from(value: super::ShowJobUploadingAddressRsp) -> Self {
                Self(
                    ::std::boxed::Box::new(ShowJobUploadingAddressRspProperties_ {
                        authorization_letter_uploading_url: ::std::result::Result::Ok(
                            value.authorization_letter_uploading_url,
                        ),
                        package_url: ::std::result::Result::Ok(value.package_url),
                        segment_url: ::std::result::Result::Ok(value.segment_url),
                    }),
                )
            }
        }
        /// Builds a [`ShowShortJobRsp`](super::ShowShortJobRsp): set properties, then convert it with `try_into()`.
        #[derive(Clone)]
        #[must_use = "a builder makes nothing before `try_into()`"]
        pub struct ShowShortJobRsp(::std::boxed::Box<ShowShortJobRspProperties_>);
        impl ::std::default::Default for ShowShortJobRsp {
            fn default() -> Self {
                Self(
                    ::std::boxed::Box::new(ShowShortJobRspProperties_ {
                        assess_result: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        create_time: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        job_failed_code: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        job_failed_reason: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        job_id: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        job_type: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        lastupdate_time: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        state: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                    }),
                )
            }
        }
        impl ShowShortJobRsp {
            /// Sets `assess_result`.
            ///
            /// The scores of the audio.
            pub fn assess_result<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::AssessResult>,
                T::Error: ::std::fmt::Display,
            {
                self.0.assess_result = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "assess_result",
                        error,
                    ));
                self
            }
            /// Sets `create_time`.
            ///
            /// When the job was created. The documented bounds, 1 to 2147483647, suggest seconds since 1970; no source states the unit.
            pub fn create_time<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.create_time = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "create_time",
                        error,
                    ));
                self
            }
            /// Sets `job_failed_code`.
            ///
            /// Why the job failed, as a code. 1 to 256 characters.
            pub fn job_failed_code<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.job_failed_code = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "job_failed_code",
                        error,
                    ));
                self
            }
            /// Sets `job_failed_reason`.
            ///
            /// Why the job failed, in words. 1 to 256 characters.
            pub fn job_failed_reason<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.job_failed_reason = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "job_failed_reason",
                        error,
                    ));
                self
            }
            /// Sets `job_id`.
            ///
            /// The job's id.
            pub fn job_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.job_id = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("job_id", error));
                self
            }
            /// Sets `job_type`.
            ///
            /// The kind of job.
            pub fn job_type<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::ShortJobType>,
                T::Error: ::std::fmt::Display,
            {
                self.0.job_type = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("job_type", error));
                self
            }
            /// Sets `lastupdate_time`.
            ///
            /// When the job last changed. The documented bounds, 1 to 2147483647, suggest seconds since 1970; no source states the unit.
            pub fn lastupdate_time<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.lastupdate_time = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "lastupdate_time",
                        error,
                    ));
                self
            }
            /// Sets `state`.
            ///
            /// How far the job is. Which of the states a short job takes is not documented.
            pub fn state<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::JobState>,
                T::Error: ::std::fmt::Display,
            {
                self.0.state = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("state", error));
                self
            }
        }
        impl ::std::convert::TryFrom<ShowShortJobRsp> for super::ShowShortJobRsp {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ShowShortJobRsp,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                let value = *value.0;
                ::std::result::Result::Ok(Self {
                    assess_result: value.assess_result?,
                    create_time: value.create_time?,
                    job_failed_code: value.job_failed_code?,
                    job_failed_reason: value.job_failed_reason?,
                    job_id: value.job_id?,
                    job_type: value.job_type?,
                    lastupdate_time: value.lastupdate_time?,
                    state: value.state?,
                })
            }
        }
        impl ::std::convert::From<super::ShowShortJobRsp> for ShowShortJobRsp {
            fn from(value: super::ShowShortJobRsp) -> Self {
                Self(
                    ::std::boxed::Box::new(ShowShortJobRspProperties_ {
                        assess_result: ::std::result::Result::Ok(value.assess_result),
                        create_time: ::std::result::Result::Ok(value.create_time),
                        job_failed_code: ::std::result::Result::Ok(
                            value.job_failed_code,
                        ),
                        job_failed_reason: ::std::result::Result::Ok(
                            value.job_failed_reason,
                        ),
                        job_id: ::std::result::Result::Ok(value.job_id),
                        job_type: ::std::result::Result::Ok(value.job_type),
                        lastupdate_time: ::std::result::Result::Ok(
                            value.lastupdate_time,
                        ),
                        state: ::std::result::Result::Ok(value.state),
                    }),
                )
            }
        }
        /// Builds a [`ShowUserReviewAttachmentUploadingAddressRsp`](super::ShowUserReviewAttachmentUploadingAddressRsp): set properties, then convert it with `try_into()`.
        #[derive(Clone)]
        #[must_use = "a builder makes nothing before `try_into()`"]
        pub struct ShowUserReviewAttachmentUploadingAddressRsp(
            ::std::boxed::Box<ShowUserReviewAttachmentUploadingAddressRspProperties_>,
        );
        impl ::std::default::Default for ShowUserReviewAttachmentUploadingAddressRsp {
            fn default() -> Self {
                Self(
                    ::std::boxed::Box::new(ShowUserReviewAttachmentUploadingAddressRspProperties_ {
                        addresses: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                    }),
                )
            }
        }
        impl ShowUserReviewAttachmentUploadingAddressRsp {
            /// Sets `addresses`.
            ///
            /// One entry for each attachment.
            pub fn addresses<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::vec::Vec<super::AttachmentUploadingAddress>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.0.addresses = value
                    .try_into()
                    .map_err(|error| crate::generated::limits::about(
                        "addresses",
                        error,
                    ));
                self
            }
        }
        impl ::std::convert::TryFrom<ShowUserReviewAttachmentUploadingAddressRsp>
        for super::ShowUserReviewAttachmentUploadingAddressRsp {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ShowUserReviewAttachmentUploadingAddressRsp,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                let value = *value.0;
                ::std::result::Result::Ok(Self {
                    addresses: value.addresses?,
                })
            }
        }
        impl ::std::convert::From<super::ShowUserReviewAttachmentUploadingAddressRsp>
        for ShowUserReviewAttachmentUploadingAddressRsp {
            fn from(value: super::ShowUserReviewAttachmentUploadingAddressRsp) -> Self {
                Self(
                    ::std::boxed::Box::new(ShowUserReviewAttachmentUploadingAddressRspProperties_ {
                        addresses: ::std::result::Result::Ok(value.addresses),
                    }),
                )
            }
        }
        /// Builds a [`ShowVoiceTrainingQuotasRsp`](super::ShowVoiceTrainingQuotasRsp): set properties, then convert it with `try_into()`.
        #[derive(Clone)]
        #[must_use = "a builder makes nothing before `try_into()`"]
        pub struct ShowVoiceTrainingQuotasRsp(
            ::std::boxed::Box<ShowVoiceTrainingQuotasRspProperties_>,
        );
        impl ::std::default::Default for ShowVoiceTrainingQuotasRsp {
            fn default() -> Self {
                Self(
                    ::std::boxed::Box::new(ShowVoiceTrainingQuotasRspProperties_ {
                        count: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        resource_available_nums: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        resources: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                    }),
                )
            }
        }
        impl ShowVoiceTrainingQuotasRsp {
            /// Sets `count`.
            ///
            /// How many resources there are in all. 0 to 1000000.
            pub fn count<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.count = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("count", error));
                self
            }
            /// Sets `resource_available_nums`.
            ///
            /// How many credits are left.
            pub fn resource_available_nums<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::ResourceAvailableNums>,
                T::Error: ::std::fmt::Display,
            {
                self.0.resource_available_nums = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "resource_available_nums",
                        error,
                    ));
                self
            }
            /// Sets `resources`.
            ///
            /// The resources on this page.
            pub fn resources<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::vec::Vec<super::VoiceTrainingResource>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.0.resources = value
                    .try_into()
                    .map_err(|error| crate::generated::limits::about(
                        "resources",
                        error,
                    ));
                self
            }
        }
        impl ::std::convert::TryFrom<ShowVoiceTrainingQuotasRsp>
        for super::ShowVoiceTrainingQuotasRsp {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ShowVoiceTrainingQuotasRsp,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                let value = *value.0;
                ::std::result::Result::Ok(Self {
                    count: value.count?,
                    resource_available_nums: value.resource_available_nums?,
                    resources: value.resources?,
                })
            }
        }
        impl ::std::convert::From<super::ShowVoiceTrainingQuotasRsp>
        for ShowVoiceTrainingQuotasRsp {
            fn from(value: super::ShowVoiceTrainingQuotasRsp) -> Self {
                Self(
                    ::std::boxed::Box::new(ShowVoiceTrainingQuotasRspProperties_ {
                        count: ::std::result::Result::Ok(value.count),
                        resource_available_nums: ::std::result::Result::Ok(
                            value.resource_available_nums,
                        ),
                        resources: ::std::result::Result::Ok(value.resources),
                    }),
                )
            }
        }
        /// Builds a [`SystemAuditResult`](super::SystemAuditResult): set properties, then convert it with `try_into()`.
        #[derive(Clone)]
        #[must_use = "a builder makes nothing before `try_into()`"]
        pub struct SystemAuditResult(::std::boxed::Box<SystemAuditResultProperties_>);
        impl ::std::default::Default for SystemAuditResult {
            fn default() -> Self {
                Self(
                    ::std::boxed::Box::new(SystemAuditResultProperties_ {
                        audit_time: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        errors: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                    }),
                )
            }
        }
        impl SystemAuditResult {
            /// Sets `audit_time`.
            ///
            /// When the check was made. 0 to 2147483647; the unit is not stated.
            pub fn audit_time<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.audit_time = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "audit_time",
                        error,
                    ));
                self
            }
            /// Sets `errors`.
            ///
            /// The faults. 0 to 4096 entries.
            pub fn errors<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::AuditError>>,
                T::Error: ::std::fmt::Display,
            {
                self.0.errors = value
                    .try_into()
                    .map_err(|error| crate::generated::limits::about("errors", error));
                self
            }
        }
        impl ::std::convert::TryFrom<SystemAuditResult> for super::SystemAuditResult {
            type Error = super::error::ConversionError;
            fn try_from(
                value: SystemAuditResult,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                let value = *value.0;
                ::std::result::Result::Ok(Self {
                    audit_time: value.audit_time?,
                    errors: value.errors?,
                })
            }
        }
        impl ::std::convert::From<super::SystemAuditResult> for SystemAuditResult {
            fn from(value: super::SystemAuditResult) -> Self {
                Self(
                    ::std::boxed::Box::new(SystemAuditResultProperties_ {
                        audit_time: ::std::result::Result::Ok(value.audit_time),
                        errors: ::std::result::Result::Ok(value.errors),
                    }),
                )
            }
        }
        /// Builds a [`TenantDurationCfg`](super::TenantDurationCfg): set properties, then convert it with `try_into()`.
        #[derive(Clone)]
        #[must_use = "a builder makes nothing before `try_into()`"]
        pub struct TenantDurationCfg(::std::boxed::Box<TenantDurationCfgProperties_>);
        impl ::std::default::Default for TenantDurationCfg {
            fn default() -> Self {
                Self(
                    ::std::boxed::Box::new(TenantDurationCfgProperties_ {
                        advance_advice_value: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        advance_max: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        advance_min: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        basic_advice_value: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        basic_max: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        basic_min: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        cmww_advice_value: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        cmww_max: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        cmww_min: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        flexus_advice_value: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        flexus_max: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        flexus_min: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        ljzn_advice_value: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        ljzn_max: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        ljzn_min: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        middle_advice_value: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        middle_max: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        middle_min: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        short_assess_max: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        short_assess_min: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        tenant_id: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                    }),
                )
            }
        }
        impl TenantDurationCfg {
            /// Sets `advance_advice_value`.
            ///
            /// The advised length for the ADVANCE (premium) edition, in seconds.
            pub fn advance_advice_value<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.advance_advice_value = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "advance_advice_value",
                        error,
                    ));
                self
            }
            /// Sets `advance_max`.
            ///
            /// The longest recording for the ADVANCE (premium) edition, in seconds.
            pub fn advance_max<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.advance_max = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "advance_max",
                        error,
                    ));
                self
            }
            /// Sets `advance_min`.
            ///
            /// The shortest recording for the ADVANCE (premium) edition, in seconds.
            pub fn advance_min<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.advance_min = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "advance_min",
                        error,
                    ));
                self
            }
            /// Sets `basic_advice_value`.
            ///
            /// The advised length for the basic edition, in seconds.
            pub fn basic_advice_value<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.basic_advice_value = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "basic_advice_value",
                        error,
                    ));
                self
            }
            /// Sets `basic_max`.
            ///
            /// The longest recording for the basic edition, in seconds.
            pub fn basic_max<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.basic_max = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "basic_max",
                        error,
                    ));
                self
            }
            /// Sets `basic_min`.
            ///
            /// The shortest recording for the basic edition, in seconds.
            pub fn basic_min<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.basic_min = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "basic_min",
                        error,
                    ));
                self
            }
            /// Sets `cmww_advice_value`.
            ///
            /// The advised length for the third-party edition THIRD_PARTY, in seconds.
            pub fn cmww_advice_value<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.cmww_advice_value = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "cmww_advice_value",
                        error,
                    ));
                self
            }
            /// Sets `cmww_max`.
            ///
            /// The longest recording for the third-party edition THIRD_PARTY, in seconds.
            pub fn cmww_max<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.cmww_max = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("cmww_max", error));
                self
            }
            /// Sets `cmww_min`.
            ///
            /// The shortest recording for the third-party edition THIRD_PARTY, in seconds.
            pub fn cmww_min<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.cmww_min = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("cmww_min", error));
                self
            }
            /// Sets `flexus_advice_value`.
            ///
            /// The advised length for the Flexus edition, in seconds.
            pub fn flexus_advice_value<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.flexus_advice_value = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "flexus_advice_value",
                        error,
                    ));
                self
            }
            /// Sets `flexus_max`.
            ///
            /// The longest recording for the Flexus edition, in seconds.
            pub fn flexus_max<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.flexus_max = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "flexus_max",
                        error,
                    ));
                self
            }
            /// Sets `flexus_min`.
            ///
            /// The shortest recording for the Flexus edition, in seconds.
            pub fn flexus_min<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.flexus_min = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "flexus_min",
                        error,
                    ));
                self
            }
            /// Sets `ljzn_advice_value`.
            ///
            /// The advised length for the third-party edition THIRD_PARTY_LJZN, in seconds.
            pub fn ljzn_advice_value<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.ljzn_advice_value = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "ljzn_advice_value",
                        error,
                    ));
                self
            }
            /// Sets `ljzn_max`.
            ///
            /// The longest recording for the third-party edition THIRD_PARTY_LJZN, in seconds.
            pub fn ljzn_max<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.ljzn_max = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("ljzn_max", error));
                self
            }
            /// Sets `ljzn_min`.
            ///
            /// The shortest recording for the third-party edition THIRD_PARTY_LJZN, in seconds.
            pub fn ljzn_min<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.ljzn_min = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("ljzn_min", error));
                self
            }
            /// Sets `middle_advice_value`.
            ///
            /// The advised length for the MIDDLE edition, in seconds.
            pub fn middle_advice_value<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.middle_advice_value = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "middle_advice_value",
                        error,
                    ));
                self
            }
            /// Sets `middle_max`.
            ///
            /// The longest recording for the MIDDLE edition, in seconds.
            pub fn middle_max<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.middle_max = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "middle_max",
                        error,
                    ));
                self
            }
            /// Sets `middle_min`.
            ///
            /// The shortest recording for the MIDDLE edition, in seconds.
            pub fn middle_min<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.middle_min = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "middle_min",
                        error,
                    ));
                self
            }
            /// Sets `short_assess_max`.
            ///
            /// The longest recording for a short job that scores audio, in seconds.
            pub fn short_assess_max<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.short_assess_max = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "short_assess_max",
                        error,
                    ));
                self
            }
            /// Sets `short_assess_min`.
            ///
            /// The shortest recording for a short job that scores audio, in seconds.
            pub fn short_assess_min<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.short_assess_min = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "short_assess_min",
                        error,
                    ));
                self
            }
            /// Sets `tenant_id`.
            ///
            /// The tenant's id.
            pub fn tenant_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.tenant_id = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "tenant_id",
                        error,
                    ));
                self
            }
        }
        impl ::std::convert::TryFrom<TenantDurationCfg> for super::TenantDurationCfg {
            type Error = super::error::ConversionError;
            fn try_from(
                value: TenantDurationCfg,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                let value = *value.0;
                ::std::result::Result::Ok(Self {
                    advance_advice_value: value.advance_advice_value?,
                    advance_max: value.advance_max?,
                    advance_min: value.advance_min?,
                    basic_advice_value: value.basic_advice_value?,
                    basic_max: value.basic_max?,
                    basic_min: value.basic_min?,
                    cmww_advice_value: value.cmww_advice_value?,
                    cmww_max: value.cmww_max?,
                    cmww_min: value.cmww_min?,
                    flexus_advice_value: value.flexus_advice_value?,
                    flexus_max: value.flexus_max?,
                    flexus_min: value.flexus_min?,
                    ljzn_advice_value: value.ljzn_advice_value?,
                    ljzn_max: value.ljzn_max?,
                    ljzn_min: value.ljzn_min?,
                    middle_advice_value: value.middle_advice_value?,
                    middle_max: value.middle_max?,
                    middle_min: value.middle_min?,
                    short_assess_max: value.short_assess_max?,
                    short_assess_min: value.short_assess_min?,
                    tenant_id: value.tenant_id?,
                })
            }
        }
        impl ::std::convert::From<super::TenantDurationCfg> for TenantDurationCfg {
            fn from(value: super::TenantDurationCfg) -> Self {
                Self(
                    ::std::boxed::Box::new(TenantDurationCfgProperties_ {
                        advance_advice_value: ::std::result::Result::Ok(
                            value.advance_advice_value,
                        ),
                        advance_max: ::std::result::Result::Ok(value.advance_max),
                        advance_min: ::std::result::Result::Ok(value.advance_min),
                        basic_advice_value: ::std::result::Result::Ok(
                            value.basic_advice_value,
                        ),
                        basic_max: ::std::result::Result::Ok(value.basic_max),
                        basic_min: ::std::result::Result::Ok(value.basic_min),
                        cmww_advice_value: ::std::result::Result::Ok(
                            value.cmww_advice_value,
                        ),
                        cmww_max: ::std::result::Result::Ok(value.cmww_max),
                        cmww_min: ::std::result::Result::Ok(value.cmww_min),
                        flexus_advice_value: ::std::result::Result::Ok(
                            value.flexus_advice_value,
                        ),
                        flexus_max: ::std::result::Result::Ok(value.flexus_max),
                        flexus_min: ::std::result::Result::Ok(value.flexus_min),
                        ljzn_advice_value: ::std::result::Result::Ok(
                            value.ljzn_advice_value,
                        ),
                        ljzn_max: ::std::result::Result::Ok(value.ljzn_max),
                        ljzn_min: ::std::result::Result::Ok(value.ljzn_min),
                        middle_advice_value: ::std::result::Result::Ok(
                            value.middle_advice_value,
                        ),
                        middle_max: ::std::result::Result::Ok(value.middle_max),
                        middle_min: ::std::result::Result::Ok(value.middle_min),
                        short_assess_max: ::std::result::Result::Ok(
                            value.short_assess_max,
                        ),
                        short_assess_min: ::std::result::Result::Ok(
                            value.short_assess_min,
                        ),
                        tenant_id: ::std::result::Result::Ok(value.tenant_id),
                    }),
                )
            }
        }
        /// Builds a [`TrainingJobInfo`](super::TrainingJobInfo): set properties, then convert it with `try_into()`.
        #[derive(Clone)]
        #[must_use = "a builder makes nothing before `try_into()`"]
        pub struct TrainingJobInfo(::std::boxed::Box<TrainingJobInfoProperties_>);
        impl ::std::default::Default for TrainingJobInfo {
            fn default() -> Self {
                Self(
                    ::std::boxed::Box::new(TrainingJobInfoProperties_ {
                        allocated_resource: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        app_user_id: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        assess_result: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        asset_id: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        batch_name: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        create_time: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        create_type: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        dhtms_job_id: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        is_ondemand_resource: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        is_remake: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        job_failed_code: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        job_failed_reason: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        job_id: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        job_type: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        language: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        lastupdate_time: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        output_language: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        phone: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        reject_times: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        sex: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        state: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        tag: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        training_input_source_url: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        voice_authorization_url: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        voice_name: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                    }),
                )
            }
        }
        impl TrainingJobInfo {
            /// Sets `allocated_resource`.
            ///
            /// The credit that the job has used.
            pub fn allocated_resource<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::VoiceTrainingAllocatedResource>,
                T::Error: ::std::fmt::Display,
            {
                self.0.allocated_resource = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "allocated_resource",
                        error,
                    ));
                self
            }
            /// Sets `app_user_id`.
            ///
            /// The id of one of your own users. 0 to 256 characters.
            pub fn app_user_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.app_user_id = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "app_user_id",
                        error,
                    ));
                self
            }
            /// Sets `assess_result`.
            ///
            /// The scores of the audio.
            pub fn assess_result<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::AssessResult>,
                T::Error: ::std::fmt::Display,
            {
                self.0.assess_result = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "assess_result",
                        error,
                    ));
                self
            }
            /// Sets `asset_id`.
            ///
            /// The id of the trained voice in the asset library. Present when the job has succeeded. 1 to 256 characters.
            pub fn asset_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.asset_id = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("asset_id", error));
                self
            }
            /// Sets `batch_name`.
            ///
            /// The batch that the job is in. 1 to 256 characters.
            pub fn batch_name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.batch_name = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "batch_name",
                        error,
                    ));
                self
            }
            /// Sets `create_time`.
            ///
            /// When the job was created. The documented bounds, 1 to 2147483647, suggest seconds since 1970; no source states the unit.
            pub fn create_time<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.create_time = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "create_time",
                        error,
                    ));
                self
            }
            /// Sets `create_type`.
            ///
            /// How the files are uploaded.
            pub fn create_type<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::CreateType>,
                T::Error: ::std::fmt::Display,
            {
                self.0.create_type = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "create_type",
                        error,
                    ));
                self
            }
            /// Sets `dhtms_job_id`.
            ///
            /// The id of a related job of the image-modeling API. 1 to 64 characters.
            pub fn dhtms_job_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.dhtms_job_id = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "dhtms_job_id",
                        error,
                    ));
                self
            }
            /// Sets `is_ondemand_resource`.
            ///
            /// Whether the job uses a pay-per-use credit.
            pub fn is_ondemand_resource<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.0.is_ondemand_resource = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "is_ondemand_resource",
                        error,
                    ));
                self
            }
            /// Sets `is_remake`.
            ///
            /// Whether the job does an earlier one over again.
            pub fn is_remake<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<bool>,
                T::Error: ::std::fmt::Display,
            {
                self.0.is_remake = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "is_remake",
                        error,
                    ));
                self
            }
            /// Sets `job_failed_code`.
            ///
            /// Why the job failed, as a code. Present when it has failed. 1 to 256 characters.
            pub fn job_failed_code<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.job_failed_code = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "job_failed_code",
                        error,
                    ));
                self
            }
            /// Sets `job_failed_reason`.
            ///
            /// Why the job failed, in words. Present when it has failed. 1 to 256 characters.
            pub fn job_failed_reason<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.job_failed_reason = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "job_failed_reason",
                        error,
                    ));
                self
            }
            /// Sets `job_id`.
            ///
            /// The job's id. 1 to 64 characters.
            pub fn job_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.job_id = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("job_id", error));
                self
            }
            /// Sets `job_type`.
            ///
            /// The edition.
            pub fn job_type<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::JobType>,
                T::Error: ::std::fmt::Display,
            {
                self.0.job_type = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("job_type", error));
                self
            }
            /// Sets `language`.
            ///
            /// The language of the recording. 1 to 64 characters.
            pub fn language<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.language = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("language", error));
                self
            }
            /// Sets `lastupdate_time`.
            ///
            /// When the job last changed. One word on the wire. The documented bounds, 1 to 2147483647, suggest seconds since 1970; no source states the unit.
            pub fn lastupdate_time<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.lastupdate_time = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "lastupdate_time",
                        error,
                    ));
                self
            }
            /// Sets `output_language`.
            ///
            /// The language that the trained voice speaks. 1 to 32 characters.
            pub fn output_language<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.output_language = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "output_language",
                        error,
                    ));
                self
            }
            /// Sets `phone`.
            ///
            /// A phone number to contact. 1 to 16 characters.
            pub fn phone<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.phone = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("phone", error));
                self
            }
            /// Sets `reject_times`.
            ///
            /// How often the job has been in this state. 1 to 10.
            pub fn reject_times<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.reject_times = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "reject_times",
                        error,
                    ));
                self
            }
            /// Sets `sex`.
            ///
            /// Whether the voice is female or male. 1 to 64 characters.
            pub fn sex<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Sex>,
                T::Error: ::std::fmt::Display,
            {
                self.0.sex = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("sex", error));
                self
            }
            /// Sets `state`.
            ///
            /// How far the job is.
            pub fn state<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::JobState>,
                T::Error: ::std::fmt::Display,
            {
                self.0.state = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("state", error));
                self
            }
            /// Sets `tag`.
            ///
            /// What the voice is for.
            pub fn tag<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::JobTag>,
                T::Error: ::std::fmt::Display,
            {
                self.0.tag = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("tag", error));
                self
            }
            /// Sets `training_input_source_url`.
            ///
            /// A link to the uploaded recording. 1 to 4096 characters.
            pub fn training_input_source_url<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.training_input_source_url = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "training_input_source_url",
                        error,
                    ));
                self
            }
            /// Sets `voice_authorization_url`.
            ///
            /// A link to the uploaded authorization letter. 1 to 4096 characters.
            pub fn voice_authorization_url<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.voice_authorization_url = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "voice_authorization_url",
                        error,
                    ));
                self
            }
            /// Sets `voice_name`.
            ///
            /// The voice's name. 1 to 256 characters, while requests allow 64.
            pub fn voice_name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.voice_name = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "voice_name",
                        error,
                    ));
                self
            }
        }
        impl ::std::convert::TryFrom<TrainingJobInfo> for super::TrainingJobInfo {
            type Error = super::error::ConversionError;
            fn try_from(
                value: TrainingJobInfo,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                let value = *value.0;
                ::std::result::Result::Ok(Self {
                    allocated_resource: value.allocated_resource?,
                    app_user_id: value.app_user_id?,
                    assess_result: value.assess_result?,
                    asset_id: value.asset_id?,
                    batch_name: value.batch_name?,
                    create_time: value.create_time?,
                    create_type: value.create_type?,
                    dhtms_job_id: value.dhtms_job_id?,
                    is_ondemand_resource: value.is_ondemand_resource?,
                    is_remake: value.is_remake?,
                    job_failed_code: value.job_failed_code?,
                    job_failed_reason: value.job_failed_reason?,
                    job_id: value.job_id?,
                    job_type: value.job_type?,
                    language: value.language?,
                    lastupdate_time: value.lastupdate_time?,
                    output_language: value.output_language?,
                    phone: value.phone?,
                    reject_times: value.reject_times?,
                    sex: value.sex?,
                    state: value.state?,
                    tag: value.tag?,
                    training_input_source_url: value.training_input_source_url?,
                    voice_authorization_url: value.voice_authorization_url?,
                    voice_name: value.voice_name?,
                })
            }
        }
        impl ::std::convert::From<super::TrainingJobInfo> for TrainingJobInfo {
            fn from(value: super::TrainingJobInfo) -> Self {
                Self(
                    ::std::boxed::Box::new(TrainingJobInfoProperties_ {
                        allocated_resource: ::std::result::Result::Ok(
                            value.allocated_resource,
                        ),
                        app_user_id: ::std::result::Result::Ok(value.app_user_id),
                        assess_result: ::std::result::Result::Ok(value.assess_result),
                        asset_id: ::std::result::Result::Ok(value.asset_id),
                        batch_name: ::std::result::Result::Ok(value.batch_name),
                        create_time: ::std::result::Result::Ok(value.create_time),
                        create_type: ::std::result::Result::Ok(value.create_type),
                        dhtms_job_id: ::std::result::Result::Ok(value.dhtms_job_id),
                        is_ondemand_resource: ::std::result::Result::Ok(
                            value.is_ondemand_resource,
                        ),
                        is_remake: ::std::result::Result::Ok(value.is_remake),
                        job_failed_code: ::std::result::Result::Ok(
                            value.job_failed_code,
                        ),
                        job_failed_reason: ::std::result::Result::Ok(
                            value.job_failed_reason,
                        ),
                        job_id: ::std::result::Result::Ok(value.job_id),
                        job_type: ::std::result::Result::Ok(value.job_type),
                        language: ::std::result::Result::Ok(value.language),
                        lastupdate_time: ::std::result::Result::Ok(
                            value.lastupdate_time,
                        ),
                        output_language: ::std::result::Result::Ok(
                            value.output_language,
                        ),
                        phone: ::std::result::Result::Ok(value.phone),
                        reject_times: ::std::result::Result::Ok(value.reject_times),
                        sex: ::std::result::Result::Ok(value.sex),
                        state: ::std::result::Result::Ok(value.state),
                        tag: ::std::result::Result::Ok(value.tag),
                        training_input_source_url: ::std::result::Result::Ok(
                            value.training_input_source_url,
                        ),
                        voice_authorization_url: ::std::result::Result::Ok(
                            value.voice_authorization_url,
                        ),
                        voice_name: ::std::result::Result::Ok(value.voice_name),
                    }),
                )
            }
        }
        /// Builds a [`VoiceTrainingAllocatedResource`](super::VoiceTrainingAllocatedResource): set properties, then convert it with `try_into()`.
        #[derive(Clone)]
        #[must_use = "a builder makes nothing before `try_into()`"]
        pub struct VoiceTrainingAllocatedResource(
            ::std::boxed::Box<VoiceTrainingAllocatedResourceProperties_>,
        );
        impl ::std::default::Default for VoiceTrainingAllocatedResource {
            fn default() -> Self {
                Self(
                    ::std::boxed::Box::new(VoiceTrainingAllocatedResourceProperties_ {
                        charge_mode: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        expire_time: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        resource_id: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                    }),
                )
            }
        }
        impl VoiceTrainingAllocatedResource {
            /// Sets `charge_mode`.
            ///
            /// How the credit is paid for.
            pub fn charge_mode<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::ChardMode>,
                T::Error: ::std::fmt::Display,
            {
                self.0.charge_mode = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "charge_mode",
                        error,
                    ));
                self
            }
            /// Sets `expire_time`.
            ///
            /// When the credit expires, RFC 3339 in UTC, 20 characters.
            pub fn expire_time<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.expire_time = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "expire_time",
                        error,
                    ));
                self
            }
            /// Sets `resource_id`.
            ///
            /// The credit's id. 0 to 64 characters.
            pub fn resource_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.resource_id = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "resource_id",
                        error,
                    ));
                self
            }
        }
        impl ::std::convert::TryFrom<VoiceTrainingAllocatedResource>
        for super::VoiceTrainingAllocatedResource {
            type Error = super::error::ConversionError;
            fn try_from(
                value: VoiceTrainingAllocatedResource,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                let value = *value.0;
                ::std::result::Result::Ok(Self {
                    charge_mode: value.charge_mode?,
                    expire_time: value.expire_time?,
                    resource_id: value.resource_id?,
                })
            }
        }
        impl ::std::convert::From<super::VoiceTrainingAllocatedResource>
        for VoiceTrainingAllocatedResource {
            fn from(value: super::VoiceTrainingAllocatedResource) -> Self {
                Self(
                    ::std::boxed::Box::new(VoiceTrainingAllocatedResourceProperties_ {
                        charge_mode: ::std::result::Result::Ok(value.charge_mode),
                        expire_time: ::std::result::Result::Ok(value.expire_time),
                        resource_id: ::std::result::Result::Ok(value.resource_id),
                    }),
                )
            }
        }
        /// Builds a [`VoiceTrainingResource`](super::VoiceTrainingResource): set properties, then convert it with `try_into()`.
        #[derive(Clone)]
        #[must_use = "a builder makes nothing before `try_into()`"]
        pub struct VoiceTrainingResource(
            ::std::boxed::Box<VoiceTrainingResourceProperties_>,
        );
        impl ::std::default::Default for VoiceTrainingResource {
            fn default() -> Self {
                Self(
                    ::std::boxed::Box::new(VoiceTrainingResourceProperties_ {
                        asset_id: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        charge_mode: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        expire_time: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        operation_type: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        resource_available_nums: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        resource_id: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        resource_nums: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        resource_source: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        resource_type: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                        status: ::std::result::Result::Ok(
                            ::std::default::Default::default(),
                        ),
                    }),
                )
            }
        }
        impl VoiceTrainingResource {
            /// Sets `asset_id`.
            ///
            /// The id of an asset. 0 to 256 characters. What it has to do with the resource is not documented.
            pub fn asset_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.asset_id = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("asset_id", error));
                self
            }
            /// Sets `charge_mode`.
            ///
            /// How it is paid for.
            pub fn charge_mode<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::ChardMode>,
                T::Error: ::std::fmt::Display,
            {
                self.0.charge_mode = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "charge_mode",
                        error,
                    ));
                self
            }
            /// Sets `expire_time`.
            ///
            /// When it expires, 20 characters.
            pub fn expire_time<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.expire_time = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "expire_time",
                        error,
                    ));
                self
            }
            /// Sets `operation_type`.
            ///
            /// What was last done with it, by our reading.
            pub fn operation_type<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::ResourceOperationType>,
                T::Error: ::std::fmt::Display,
            {
                self.0.operation_type = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "operation_type",
                        error,
                    ));
                self
            }
            /// Sets `resource_available_nums`.
            ///
            /// How many credits are left of it. 0 to 1000000.
            pub fn resource_available_nums<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.resource_available_nums = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "resource_available_nums",
                        error,
                    ));
                self
            }
            /// Sets `resource_id`.
            ///
            /// The resource's id. 0 to 64 characters.
            pub fn resource_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.0.resource_id = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "resource_id",
                        error,
                    ));
                self
            }
            /// Sets `resource_nums`.
            ///
            /// How many credits it had. 0 to 1000000.
            pub fn resource_nums<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.resource_nums = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "resource_nums",
                        error,
                    ));
                self
            }
            /// Sets `resource_source`.
            ///
            /// Where it comes from.
            pub fn resource_source<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::ResourceSource>,
                T::Error: ::std::fmt::Display,
            {
                self.0.resource_source = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "resource_source",
                        error,
                    ));
                self
            }
            /// Sets `resource_type`.
            ///
            /// What its credits are for.
            pub fn resource_type<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::ResourceType>,
                T::Error: ::std::fmt::Display,
            {
                self.0.resource_type = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about(
                        "resource_type",
                        error,
                    ));
                self
            }
            /// Sets `status`.
            ///
            /// A status, 0 or 1. What they mean is not documented.
            pub fn status<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.0.status = value
                    .try_into()
                    .map(::std::option::Option::Some)
                    .map_err(|error| crate::generated::limits::about("status", error));
                self
            }
        }
        impl ::std::convert::TryFrom<VoiceTrainingResource>
        for super::VoiceTrainingResource {
            type Error = super::error::ConversionError;
            fn try_from(
                value: VoiceTrainingResource,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                let value = *value.0;
                ::std::result::Result::Ok(Self {
                    asset_id: value.asset_id?,
                    charge_mode: value.charge_mode?,
                    expire_time: value.expire_time?,
                    operation_type: value.operation_type?,
                    resource_available_nums: value.resource_available_nums?,
                    resource_id: value.resource_id?,
                    resource_nums: value.resource_nums?,
                    resource_source: value.resource_source?,
                    resource_type: value.resource_type?,
                    status: value.status?,
                })
            }
        }
        impl ::std::convert::From<super::VoiceTrainingResource>
        for VoiceTrainingResource {
            fn from(value: super::VoiceTrainingResource) -> Self {
                Self(
                    ::std::boxed::Box::new(VoiceTrainingResourceProperties_ {
                        asset_id: ::std::result::Result::Ok(value.asset_id),
                        charge_mode: ::std::result::Result::Ok(value.charge_mode),
                        expire_time: ::std::result::Result::Ok(value.expire_time),
                        operation_type: ::std::result::Result::Ok(value.operation_type),
                        resource_available_nums: ::std::result::Result::Ok(
                            value.resource_available_nums,
                        ),
                        resource_id: ::std::result::Result::Ok(value.resource_id),
                        resource_nums: ::std::result::Result::Ok(value.resource_nums),
                        resource_source: ::std::result::Result::Ok(
                            value.resource_source,
                        ),
                        resource_type: ::std::result::Result::Ok(value.resource_type),
                        status: ::std::result::Result::Ok(value.status),
                    }),
                )
            }
        }
        impl ::std::fmt::Debug for AdminAuditResult {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("AdminAuditResult")
                    .field("attachment_name", &self.0.attachment_name)
                    .field("attachment_url", &format_args!("***"))
                    .field("audit_time", &self.0.audit_time)
                    .field("message", &self.0.message)
                    .finish()
            }
        }
        impl ::std::fmt::Debug for AttachmentUploadingAddress {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("AttachmentUploadingAddress")
                    .field("number", &self.0.number)
                    .field("uploading_url", &format_args!("***"))
                    .finish()
            }
        }
        impl ::std::fmt::Debug for CommitJobReq {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("CommitJobReq")
                    .field("app_user_id", &self.0.app_user_id)
                    .field("custom_text", &self.0.custom_text)
                    .field("description", &self.0.description)
                    .field("language", &self.0.language)
                    .field("output_language", &self.0.output_language)
                    .field("phone", &format_args!("***"))
                    .field("sex", &self.0.sex)
                    .field("tag", &self.0.tag)
                    .field("voice_name", &self.0.voice_name)
                    .finish()
            }
        }
        impl ::std::fmt::Debug for CreateShortJobRsp {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("CreateShortJobRsp")
                    .field("data_uploading_url", &format_args!("***"))
                    .field("job_id", &self.0.job_id)
                    .finish()
            }
        }
        impl ::std::fmt::Debug for CreateTrainingJobReq {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("CreateTrainingJobReq")
                    .field("batch_name", &self.0.batch_name)
                    .field("create_type", &self.0.create_type)
                    .field("custom_text", &self.0.custom_text)
                    .field("description", &self.0.description)
                    .field("dhtms_job_id", &self.0.dhtms_job_id)
                    .field("is_ondemand_resource", &self.0.is_ondemand_resource)
                    .field("language", &self.0.language)
                    .field("output_language", &self.0.output_language)
                    .field("phone", &format_args!("***"))
                    .field("sex", &self.0.sex)
                    .field("supported_service", &self.0.supported_service)
                    .field("tag", &self.0.tag)
                    .field("voice_name", &self.0.voice_name)
                    .finish()
            }
        }
        impl ::std::fmt::Debug for CreateTrainingJobRsp {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("CreateTrainingJobRsp")
                    .field("authorization_letter_uploading_url", &format_args!("***"))
                    .field("job_id", &self.0.job_id)
                    .field("segment_uploading_url", &self.0.segment_uploading_url)
                    .field("training_data_uploading_url", &format_args!("***"))
                    .finish()
            }
        }
        impl ::std::fmt::Debug for PackageUrl {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("PackageUrl")
                    .field("training_data_uploading_url", &format_args!("***"))
                    .finish()
            }
        }
        impl ::std::fmt::Debug for SegmentUploadingUrl {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("SegmentUploadingUrl")
                    .field("audio_uploading_url", &format_args!("***"))
                    .field("txt_uploading_url", &format_args!("***"))
                    .finish()
            }
        }
        impl ::std::fmt::Debug for ShowJobUploadingAddressRsp {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("ShowJobUploadingAddressRsp")
                    .field("authorization_letter_uploading_url", &format_args!("***"))
                    .field("package_url", &self.0.package_url)
                    .field("segment_url", &self.0.segment_url)
                    .finish()
            }
        }
        impl ::std::fmt::Debug for TrainingJobInfo {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("TrainingJobInfo")
                    .field("allocated_resource", &self.0.allocated_resource)
                    .field("app_user_id", &self.0.app_user_id)
                    .field("assess_result", &self.0.assess_result)
                    .field("asset_id", &self.0.asset_id)
                    .field("batch_name", &self.0.batch_name)
                    .field("create_time", &self.0.create_time)
                    .field("create_type", &self.0.create_type)
                    .field("dhtms_job_id", &self.0.dhtms_job_id)
                    .field("is_ondemand_resource", &self.0.is_ondemand_resource)
                    .field("is_remake", &self.0.is_remake)
                    .field("job_failed_code", &self.0.job_failed_code)
                    .field("job_failed_reason", &self.0.job_failed_reason)
                    .field("job_id", &self.0.job_id)
                    .field("job_type", &self.0.job_type)
                    .field("language", &self.0.language)
                    .field("lastupdate_time", &self.0.lastupdate_time)
                    .field("output_language", &self.0.output_language)
                    .field("phone", &format_args!("***"))
                    .field("reject_times", &self.0.reject_times)
                    .field("sex", &self.0.sex)
                    .field("state", &self.0.state)
                    .field("tag", &self.0.tag)
                    .field("training_input_source_url", &format_args!("***"))
                    .field("voice_authorization_url", &format_args!("***"))
                    .field("voice_name", &self.0.voice_name)
                    .finish()
            }
        }
        #[derive(Clone)]
        #[allow(non_camel_case_types, reason = "no schema has such a name")]
        struct AdminAuditResultProperties_ {
            attachment_name: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            attachment_url: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            audit_time: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            message: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::fmt::Debug for AssessProperty {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("AssessProperty")
                    .field("actual", &self.0.actual)
                    .field("expected", &self.0.expected)
                    .field("status", &self.0.status)
                    .field("suggestion", &self.0.suggestion)
                    .field("suggestion_en", &self.0.suggestion_en)
                    .finish()
            }
        }
        #[derive(Clone)]
        #[allow(non_camel_case_types, reason = "no schema has such a name")]
        struct AssessPropertyProperties_ {
            actual: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            expected: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            status: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            suggestion: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            suggestion_en: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::fmt::Debug for AssessResult {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("AssessResult")
                    .field("dnsmos_bak", &self.0.dnsmos_bak)
                    .field("dnsmos_ovrl", &self.0.dnsmos_ovrl)
                    .field("reverb", &self.0.reverb)
                    .field("snr", &self.0.snr)
                    .field("sound", &self.0.sound)
                    .field("speed", &self.0.speed)
                    .field("suggestion", &self.0.suggestion)
                    .finish()
            }
        }
        #[derive(Clone)]
        #[allow(non_camel_case_types, reason = "no schema has such a name")]
        struct AssessResultProperties_ {
            dnsmos_bak: ::std::result::Result<
                ::std::option::Option<super::AssessProperty>,
                ::std::string::String,
            >,
            dnsmos_ovrl: ::std::result::Result<
                ::std::option::Option<super::AssessProperty>,
                ::std::string::String,
            >,
            reverb: ::std::result::Result<
                ::std::option::Option<super::AssessProperty>,
                ::std::string::String,
            >,
            snr: ::std::result::Result<
                ::std::option::Option<super::AssessProperty>,
                ::std::string::String,
            >,
            sound: ::std::result::Result<
                ::std::option::Option<super::AssessProperty>,
                ::std::string::String,
            >,
            speed: ::std::result::Result<
                ::std::option::Option<super::AssessProperty>,
                ::std::string::String,
            >,
            suggestion: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        #[derive(Clone)]
        #[allow(non_camel_case_types, reason = "no schema has such a name")]
        struct AttachmentUploadingAddressProperties_ {
            number: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            uploading_url: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::fmt::Debug for AuditError {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("AuditError")
                    .field("audio_name", &self.0.audio_name)
                    .field("error_code", &self.0.error_code)
                    .field("error_message", &self.0.error_message)
                    .field("text_name", &self.0.text_name)
                    .finish()
            }
        }
        #[derive(Clone)]
        #[allow(non_camel_case_types, reason = "no schema has such a name")]
        struct AuditErrorProperties_ {
            audio_name: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            error_code: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            error_message: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            text_name: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::fmt::Debug for AuditResult {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("AuditResult")
                    .field("admin_audit_result", &self.0.admin_audit_result)
                    .field("system_audit_result", &self.0.system_audit_result)
                    .finish()
            }
        }
        #[derive(Clone)]
        #[allow(non_camel_case_types, reason = "no schema has such a name")]
        struct AuditResultProperties_ {
            admin_audit_result: ::std::result::Result<
                ::std::option::Option<super::AdminAuditResult>,
                ::std::string::String,
            >,
            system_audit_result: ::std::result::Result<
                ::std::option::Option<super::SystemAuditResult>,
                ::std::string::String,
            >,
        }
        #[derive(Clone)]
        #[allow(non_camel_case_types, reason = "no schema has such a name")]
        struct CommitJobReqProperties_ {
            app_user_id: ::std::result::Result<
                ::std::option::Option<super::CommitAppUserId>,
                ::std::string::String,
            >,
            custom_text: ::std::result::Result<
                ::std::option::Option<super::CustomText>,
                ::std::string::String,
            >,
            description: ::std::result::Result<
                ::std::option::Option<super::Description>,
                ::std::string::String,
            >,
            language: ::std::result::Result<
                ::std::option::Option<super::Language>,
                ::std::string::String,
            >,
            output_language: ::std::result::Result<
                ::std::option::Option<super::OutputLanguage>,
                ::std::string::String,
            >,
            phone: ::std::result::Result<
                ::std::option::Option<super::Phone>,
                ::std::string::String,
            >,
            sex: ::std::result::Result<
                ::std::option::Option<super::Sex>,
                ::std::string::String,
            >,
            tag: ::std::result::Result<
                ::std::option::Option<super::JobTag>,
                ::std::string::String,
            >,
            voice_name: ::std::result::Result<
                ::std::option::Option<super::VoiceName>,
                ::std::string::String,
            >,
        }
        impl ::std::fmt::Debug for ConfirmTrainingSegmentRsp {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("ConfirmTrainingSegmentRsp")
                    .field("confirm_result", &self.0.confirm_result)
                    .field("unmatched_index_hit", &self.0.unmatched_index_hit)
                    .finish()
            }
        }
        #[derive(Clone)]
        #[allow(non_camel_case_types, reason = "no schema has such a name")]
        struct ConfirmTrainingSegmentRspProperties_ {
            confirm_result: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
            unmatched_index_hit: ::std::result::Result<
                ::std::vec::Vec<i64>,
                ::std::string::String,
            >,
        }
        impl ::std::fmt::Debug for CreateShortJobReq {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("CreateShortJobReq")
                    .field("job_type", &self.0.job_type)
                    .field("language", &self.0.language)
                    .finish()
            }
        }
        #[derive(Clone)]
        #[allow(non_camel_case_types, reason = "no schema has such a name")]
        struct CreateShortJobReqProperties_ {
            job_type: ::std::result::Result<super::ShortJobType, ::std::string::String>,
            language: ::std::result::Result<
                ::std::option::Option<super::Language>,
                ::std::string::String,
            >,
        }
        #[derive(Clone)]
        #[allow(non_camel_case_types, reason = "no schema has such a name")]
        struct CreateShortJobRspProperties_ {
            data_uploading_url: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            job_id: ::std::result::Result<::std::string::String, ::std::string::String>,
        }
        #[derive(Clone)]
        #[allow(non_camel_case_types, reason = "no schema has such a name")]
        struct CreateTrainingJobReqProperties_ {
            batch_name: ::std::result::Result<
                ::std::option::Option<super::BatchName>,
                ::std::string::String,
            >,
            create_type: ::std::result::Result<
                ::std::option::Option<super::CreateType>,
                ::std::string::String,
            >,
            custom_text: ::std::result::Result<
                ::std::option::Option<super::CustomText>,
                ::std::string::String,
            >,
            description: ::std::result::Result<
                ::std::option::Option<super::Description>,
                ::std::string::String,
            >,
            dhtms_job_id: ::std::result::Result<
                ::std::option::Option<super::DhtmsJobId>,
                ::std::string::String,
            >,
            is_ondemand_resource: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
            language: ::std::result::Result<
                ::std::option::Option<super::Language>,
                ::std::string::String,
            >,
            output_language: ::std::result::Result<
                ::std::option::Option<super::OutputLanguage>,
                ::std::string::String,
            >,
            phone: ::std::result::Result<
                ::std::option::Option<super::Phone>,
                ::std::string::String,
            >,
            sex: ::std::result::Result<
                ::std::option::Option<super::Sex>,
                ::std::string::String,
            >,
            supported_service: ::std::result::Result<
                ::std::vec::Vec<super::SupportedServiceEnum>,
                ::std::string::String,
            >,
            tag: ::std::result::Result<
                ::std::option::Option<super::JobTag>,
                ::std::string::String,
            >,
            voice_name: ::std::result::Result<super::VoiceName, ::std::string::String>,
        }
        #[derive(Clone)]
        #[allow(non_camel_case_types, reason = "no schema has such a name")]
        struct CreateTrainingJobRspProperties_ {
            authorization_letter_uploading_url: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            job_id: ::std::result::Result<::std::string::String, ::std::string::String>,
            segment_uploading_url: ::std::result::Result<
                ::std::option::Option<super::SegmentUploadingUrl>,
                ::std::string::String,
            >,
            training_data_uploading_url: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::fmt::Debug for ErrorResponse {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("ErrorResponse")
                    .field("error_code", &self.0.error_code)
                    .field("error_msg", &self.0.error_msg)
                    .field("request_id", &self.0.request_id)
                    .finish()
            }
        }
        #[derive(Clone)]
        #[allow(non_camel_case_types, reason = "no schema has such a name")]
        struct ErrorResponseProperties_ {
            error_code: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            error_msg: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            request_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::fmt::Debug for ListJobOperationLogRsp {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("ListJobOperationLogRsp")
                    .field("count", &self.0.count)
                    .field("operations", &self.0.operations)
                    .finish()
            }
        }
        #[derive(Clone)]
        #[allow(non_camel_case_types, reason = "no schema has such a name")]
        struct ListJobOperationLogRspProperties_ {
            count: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            operations: ::std::result::Result<
                ::std::vec::Vec<super::OperationLogItem>,
                ::std::string::String,
            >,
        }
        impl ::std::fmt::Debug for ListTrainingJobsInfo {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("ListTrainingJobsInfo")
                    .field("count", &self.0.count)
                    .field("jobs", &self.0.jobs)
                    .finish()
            }
        }
        #[derive(Clone)]
        #[allow(non_camel_case_types, reason = "no schema has such a name")]
        struct ListTrainingJobsInfoProperties_ {
            count: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            jobs: ::std::result::Result<
                ::std::vec::Vec<super::TrainingJobInfo>,
                ::std::string::String,
            >,
        }
        impl ::std::fmt::Debug for OpExternalInfo {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("OpExternalInfo")
                    .field(
                        "admin_audit_failure_reason",
                        &self.0.admin_audit_failure_reason,
                    )
                    .field("algorithm_failure_reason", &self.0.algorithm_failure_reason)
                    .field("review_id_list", &self.0.review_id_list)
                    .finish()
            }
        }
        #[derive(Clone)]
        #[allow(non_camel_case_types, reason = "no schema has such a name")]
        struct OpExternalInfoProperties_ {
            admin_audit_failure_reason: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            algorithm_failure_reason: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            review_id_list: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::fmt::Debug for OperationLogItem {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("OperationLogItem")
                    .field("action", &self.0.action)
                    .field("external_info", &self.0.external_info)
                    .field("operator", &self.0.operator)
                    .field("time", &self.0.time)
                    .finish()
            }
        }
        #[derive(Clone)]
        #[allow(non_camel_case_types, reason = "no schema has such a name")]
        struct OperationLogItemProperties_ {
            action: ::std::result::Result<
                ::std::option::Option<super::OperationAction>,
                ::std::string::String,
            >,
            external_info: ::std::result::Result<
                ::std::option::Option<super::OpExternalInfo>,
                ::std::string::String,
            >,
            operator: ::std::result::Result<
                ::std::option::Option<super::Operator>,
                ::std::string::String,
            >,
            time: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
        }
        #[derive(Clone)]
        #[allow(non_camel_case_types, reason = "no schema has such a name")]
        struct PackageUrlProperties_ {
            training_data_uploading_url: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::fmt::Debug for ResourceAvailableNums {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("ResourceAvailableNums")
                    .field("advance", &self.0.advance)
                    .field("basic", &self.0.basic)
                    .field("flexus", &self.0.flexus)
                    .field("middle", &self.0.middle)
                    .field("middle_on_demand", &self.0.middle_on_demand)
                    .field("third_party_cmww", &self.0.third_party_cmww)
                    .finish()
            }
        }
        #[derive(Clone)]
        #[allow(non_camel_case_types, reason = "no schema has such a name")]
        struct ResourceAvailableNumsProperties_ {
            advance: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            basic: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            flexus: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            middle: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            middle_on_demand: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            third_party_cmww: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
        }
        #[derive(Clone)]
        #[allow(non_camel_case_types, reason = "no schema has such a name")]
        struct SegmentUploadingUrlProperties_ {
            audio_uploading_url: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
            txt_uploading_url: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::fmt::Debug for SetJobBatchNameReq {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("SetJobBatchNameReq")
                    .field("batch_name", &self.0.batch_name)
                    .field("job_ids", &self.0.job_ids)
                    .finish()
            }
        }
        #[derive(Clone)]
        #[allow(non_camel_case_types, reason = "no schema has such a name")]
        struct SetJobBatchNameReqProperties_ {
            batch_name: ::std::result::Result<
                ::std::option::Option<super::BatchName>,
                ::std::string::String,
            >,
            job_ids: ::std::result::Result<
                ::std::vec::Vec<super::JobId>,
                ::std::string::String,
            >,
        }
        impl ::std::fmt::Debug for ShowConfirmedTrainingSegmentRsp {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("ShowConfirmedTrainingSegmentRsp")
                    .field("confirmed_index", &self.0.confirmed_index)
                    .finish()
            }
        }
        #[derive(Clone)]
        #[allow(non_camel_case_types, reason = "no schema has such a name")]
        struct ShowConfirmedTrainingSegmentRspProperties_ {
            confirmed_index: ::std::result::Result<
                ::std::vec::Vec<i64>,
                ::std::string::String,
            >,
        }
        #[derive(Clone)]
        #[allow(non_camel_case_types, reason = "no schema has such a name")]
        struct ShowJobUploadingAddressRspProperties_ {
            authorization_letter_uploading_url: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            package_url: ::std::result::Result<
                ::std::option::Option<super::PackageUrl>,
                ::std::string::String,
            >,
            segment_url: ::std::result::Result<
                ::std::option::Option<super::SegmentUploadingUrl>,
                ::std::string::String,
            >,
        }
        impl ::std::fmt::Debug for ShowShortJobRsp {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("ShowShortJobRsp")
                    .field("assess_result", &self.0.assess_result)
                    .field("create_time", &self.0.create_time)
                    .field("job_failed_code", &self.0.job_failed_code)
                    .field("job_failed_reason", &self.0.job_failed_reason)
                    .field("job_id", &self.0.job_id)
                    .field("job_type", &self.0.job_type)
                    .field("lastupdate_time", &self.0.lastupdate_time)
                    .field("state", &self.0.state)
                    .finish()
            }
        }
        #[derive(Clone)]
        #[allow(non_camel_case_types, reason = "no schema has such a name")]
        struct ShowShortJobRspProperties_ {
            assess_result: ::std::result::Result<
                ::std::option::Option<super::AssessResult>,
                ::std::string::String,
            >,
            create_time: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            job_failed_code: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            job_failed_reason: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            job_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            job_type: ::std::result::Result<
                ::std::option::Option<super::ShortJobType>,
                ::std::string::String,
            >,
            lastupdate_time: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            state: ::std::result::Result<
                ::std::option::Option<super::JobState>,
                ::std::string::String,
            >,
        }
        impl ::std::fmt::Debug for ShowUserReviewAttachmentUploadingAddressRsp {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("ShowUserReviewAttachmentUploadingAddressRsp")
                    .field("addresses", &self.0.addresses)
                    .finish()
            }
        }
        #[derive(Clone)]
        #[allow(non_camel_case_types, reason = "no schema has such a name")]
        struct ShowUserReviewAttachmentUploadingAddressRspProperties_ {
            addresses: ::std::result::Result<
                ::std::vec::Vec<super::AttachmentUploadingAddress>,
                ::std::string::String,
            >,
        }
        impl ::std::fmt::Debug for ShowVoiceTrainingQuotasRsp {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("ShowVoiceTrainingQuotasRsp")
                    .field("count", &self.0.count)
                    .field("resource_available_nums", &self.0.resource_available_nums)
                    .field("resources", &self.0.resources)
                    .finish()
            }
        }
        #[derive(Clone)]
        #[allow(non_camel_case_types, reason = "no schema has such a name")]
        struct ShowVoiceTrainingQuotasRspProperties_ {
            count: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            resource_available_nums: ::std::result::Result<
                ::std::option::Option<super::ResourceAvailableNums>,
                ::std::string::String,
            >,
            resources: ::std::result::Result<
                ::std::vec::Vec<super::VoiceTrainingResource>,
                ::std::string::String,
            >,
        }
        impl ::std::fmt::Debug for SystemAuditResult {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("SystemAuditResult")
                    .field("audit_time", &self.0.audit_time)
                    .field("errors", &self.0.errors)
                    .finish()
            }
        }
        #[derive(Clone)]
        #[allow(non_camel_case_types, reason = "no schema has such a name")]
        struct SystemAuditResultProperties_ {
            audit_time: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            errors: ::std::result::Result<
                ::std::vec::Vec<super::AuditError>,
                ::std::string::String,
            >,
        }
        impl ::std::fmt::Debug for TenantDurationCfg {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("TenantDurationCfg")
                    .field("advance_advice_value", &self.0.advance_advice_value)
                    .field("advance_max", &self.0.advance_max)
                    .field("advance_min", &self.0.advance_min)
                    .field("basic_advice_value", &self.0.basic_advice_value)
                    .field("basic_max", &self.0.basic_max)
                    .field("basic_min", &self.0.basic_min)
                    .field("cmww_advice_value", &self.0.cmww_advice_value)
                    .field("cmww_max", &self.0.cmww_max)
                    .field("cmww_min", &self.0.cmww_min)
                    .field("flexus_advice_value", &self.0.flexus_advice_value)
                    .field("flexus_max", &self.0.flexus_max)
                    .field("flexus_min", &self.0.flexus_min)
                    .field("ljzn_advice_value", &self.0.ljzn_advice_value)
                    .field("ljzn_max", &self.0.ljzn_max)
                    .field("ljzn_min", &self.0.ljzn_min)
                    .field("middle_advice_value", &self.0.middle_advice_value)
                    .field("middle_max", &self.0.middle_max)
                    .field("middle_min", &self.0.middle_min)
                    .field("short_assess_max", &self.0.short_assess_max)
                    .field("short_assess_min", &self.0.short_assess_min)
                    .field("tenant_id", &self.0.tenant_id)
                    .finish()
            }
        }
        #[derive(Clone)]
        #[allow(non_camel_case_types, reason = "no schema has such a name")]
        struct TenantDurationCfgProperties_ {
            advance_advice_value: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            advance_max: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            advance_min: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            basic_advice_value: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            basic_max: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            basic_min: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            cmww_advice_value: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            cmww_max: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            cmww_min: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            flexus_advice_value: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            flexus_max: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            flexus_min: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            ljzn_advice_value: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            ljzn_max: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            ljzn_min: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            middle_advice_value: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            middle_max: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            middle_min: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            short_assess_max: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            short_assess_min: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            tenant_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        #[derive(Clone)]
        #[allow(non_camel_case_types, reason = "no schema has such a name")]
        struct TrainingJobInfoProperties_ {
            allocated_resource: ::std::result::Result<
                ::std::option::Option<super::VoiceTrainingAllocatedResource>,
                ::std::string::String,
            >,
            app_user_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            assess_result: ::std::result::Result<
                ::std::option::Option<super::AssessResult>,
                ::std::string::String,
            >,
            asset_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            batch_name: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            create_time: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            create_type: ::std::result::Result<
                ::std::option::Option<super::CreateType>,
                ::std::string::String,
            >,
            dhtms_job_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            is_ondemand_resource: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
            is_remake: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
            job_failed_code: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            job_failed_reason: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            job_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            job_type: ::std::result::Result<
                ::std::option::Option<super::JobType>,
                ::std::string::String,
            >,
            language: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            lastupdate_time: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            output_language: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            phone: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            reject_times: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            sex: ::std::result::Result<
                ::std::option::Option<super::Sex>,
                ::std::string::String,
            >,
            state: ::std::result::Result<
                ::std::option::Option<super::JobState>,
                ::std::string::String,
            >,
            tag: ::std::result::Result<
                ::std::option::Option<super::JobTag>,
                ::std::string::String,
            >,
            training_input_source_url: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            voice_authorization_url: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            voice_name: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::fmt::Debug for VoiceTrainingAllocatedResource {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("VoiceTrainingAllocatedResource")
                    .field("charge_mode", &self.0.charge_mode)
                    .field("expire_time", &self.0.expire_time)
                    .field("resource_id", &self.0.resource_id)
                    .finish()
            }
        }
        #[derive(Clone)]
        #[allow(non_camel_case_types, reason = "no schema has such a name")]
        struct VoiceTrainingAllocatedResourceProperties_ {
            charge_mode: ::std::result::Result<
                ::std::option::Option<super::ChardMode>,
                ::std::string::String,
            >,
            expire_time: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            resource_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }
        impl ::std::fmt::Debug for VoiceTrainingResource {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("VoiceTrainingResource")
                    .field("asset_id", &self.0.asset_id)
                    .field("charge_mode", &self.0.charge_mode)
                    .field("expire_time", &self.0.expire_time)
                    .field("operation_type", &self.0.operation_type)
                    .field("resource_available_nums", &self.0.resource_available_nums)
                    .field("resource_id", &self.0.resource_id)
                    .field("resource_nums", &self.0.resource_nums)
                    .field("resource_source", &self.0.resource_source)
                    .field("resource_type", &self.0.resource_type)
                    .field("status", &self.0.status)
                    .finish()
            }
        }
        #[derive(Clone)]
        #[allow(non_camel_case_types, reason = "no schema has such a name")]
        struct VoiceTrainingResourceProperties_ {
            asset_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            charge_mode: ::std::result::Result<
                ::std::option::Option<super::ChardMode>,
                ::std::string::String,
            >,
            expire_time: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            operation_type: ::std::result::Result<
                ::std::option::Option<super::ResourceOperationType>,
                ::std::string::String,
            >,
            resource_available_nums: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            resource_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            resource_nums: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            resource_source: ::std::result::Result<
                ::std::option::Option<super::ResourceSource>,
                ::std::string::String,
            >,
            resource_type: ::std::result::Result<
                ::std::option::Option<super::ResourceType>,
                ::std::string::String,
            >,
            status: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
        }
    }
    /// Error types.
    pub mod error {
        /// Error from a `TryFrom` or `FromStr` implementation.
        pub struct ConversionError(::std::borrow::Cow<'static, str>);
        impl ::std::error::Error for ConversionError {}
        impl ::std::fmt::Display for ConversionError {
            fn fmt(
                &self,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> ::std::result::Result<(), ::std::fmt::Error> {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }
        impl ::std::fmt::Debug for ConversionError {
            fn fmt(
                &self,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> ::std::result::Result<(), ::std::fmt::Error> {
                ::std::fmt::Debug::fmt(&self.0, f)
            }
        }
        impl ::std::convert::From<&'static str> for ConversionError {
            fn from(value: &'static str) -> Self {
                Self(value.into())
            }
        }
        impl ::std::convert::From<::std::string::String> for ConversionError {
            fn from(value: ::std::string::String) -> Self {
                Self(value.into())
            }
        }
    }
    impl JobState {
        /// Returns what the caller has to do in this state: wait, if the state is unknown.
        #[must_use]
        pub fn lifecycle(&self) -> Lifecycle {
            match self {
                Self::Creating => Lifecycle::ActionNeeded,
                Self::SystemAuditing => Lifecycle::Waiting,
                Self::Auditing => Lifecycle::Waiting,
                Self::WaitingSplit => Lifecycle::Waiting,
                Self::Splitting => Lifecycle::Waiting,
                Self::SplitFailed => Lifecycle::ActionNeeded,
                Self::Annotating => Lifecycle::Waiting,
                Self::Waiting => Lifecycle::Waiting,
                Self::Processing => Lifecycle::Waiting,
                Self::ResultReview => Lifecycle::Waiting,
                Self::UserResultReview => Lifecycle::Waiting,
                Self::UserReviewReject => Lifecycle::Waiting,
                Self::Uploading => Lifecycle::Waiting,
                Self::AuditFailed => Lifecycle::ActionNeeded,
                Self::Failed => Lifecycle::Failed,
                Self::Succeed => Lifecycle::Succeeded,
                Self::Unknown(_) => Lifecycle::Waiting,
            }
        }
    }
    /// Describes what the caller of a job has to do in a state (`x-lifecycle` in the spec).
    #[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
    #[non_exhaustive]
    pub enum Lifecycle {
        /// The caller waits. Unknown states count as this.
        Waiting,
        /// The service waits for the caller to act.
        ActionNeeded,
        /// The job has succeeded, and stays as it is.
        Succeeded,
        /// The job has failed, and stays as it is.
        Failed,
    }
    impl ::std::fmt::Debug for AdminAuditResult {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.debug_struct("AdminAuditResult")
                .field("attachment_name", &self.attachment_name)
                .field("attachment_url", &format_args!("***"))
                .field("audit_time", &self.audit_time)
                .field("message", &self.message)
                .finish()
        }
    }
    impl ::std::fmt::Debug for AttachmentUploadingAddress {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.debug_struct("AttachmentUploadingAddress")
                .field("number", &self.number)
                .field("uploading_url", &format_args!("***"))
                .finish()
        }
    }
    impl ::std::fmt::Debug for CommitJobReq {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.debug_struct("CommitJobReq")
                .field("app_user_id", &self.app_user_id)
                .field("custom_text", &self.custom_text)
                .field("description", &self.description)
                .field("language", &self.language)
                .field("output_language", &self.output_language)
                .field("phone", &format_args!("***"))
                .field("sex", &self.sex)
                .field("tag", &self.tag)
                .field("voice_name", &self.voice_name)
                .finish()
        }
    }
    impl ::std::fmt::Debug for CreateShortJobRsp {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.debug_struct("CreateShortJobRsp")
                .field("data_uploading_url", &format_args!("***"))
                .field("job_id", &self.job_id)
                .finish()
        }
    }
    impl ::std::fmt::Debug for CreateTrainingJobReq {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.debug_struct("CreateTrainingJobReq")
                .field("batch_name", &self.batch_name)
                .field("create_type", &self.create_type)
                .field("custom_text", &self.custom_text)
                .field("description", &self.description)
                .field("dhtms_job_id", &self.dhtms_job_id)
                .field("is_ondemand_resource", &self.is_ondemand_resource)
                .field("language", &self.language)
                .field("output_language", &self.output_language)
                .field("phone", &format_args!("***"))
                .field("sex", &self.sex)
                .field("supported_service", &self.supported_service)
                .field("tag", &self.tag)
                .field("voice_name", &self.voice_name)
                .finish()
        }
    }
    impl ::std::fmt::Debug for CreateTrainingJobRsp {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.debug_struct("CreateTrainingJobRsp")
                .field("authorization_letter_uploading_url", &format_args!("***"))
                .field("job_id", &self.job_id)
                .field("segment_uploading_url", &self.segment_uploading_url)
                .field("training_data_uploading_url", &format_args!("***"))
                .finish()
        }
    }
    impl ::std::fmt::Debug for OnceToken {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.debug_tuple("OnceToken").field(&format_args!("***")).finish()
        }
    }
    impl ::std::fmt::Debug for PackageUrl {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.debug_struct("PackageUrl")
                .field("training_data_uploading_url", &format_args!("***"))
                .finish()
        }
    }
    impl ::std::fmt::Debug for Phone {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.debug_tuple("Phone").field(&format_args!("***")).finish()
        }
    }
    impl ::std::fmt::Debug for SegmentUploadingUrl {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.debug_struct("SegmentUploadingUrl")
                .field("audio_uploading_url", &format_args!("***"))
                .field("txt_uploading_url", &format_args!("***"))
                .finish()
        }
    }
    impl ::std::fmt::Debug for ShowJobUploadingAddressRsp {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.debug_struct("ShowJobUploadingAddressRsp")
                .field("authorization_letter_uploading_url", &format_args!("***"))
                .field("package_url", &self.package_url)
                .field("segment_url", &self.segment_url)
                .finish()
        }
    }
    impl ::std::fmt::Debug for TrainingJobInfo {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.debug_struct("TrainingJobInfo")
                .field("allocated_resource", &self.allocated_resource)
                .field("app_user_id", &self.app_user_id)
                .field("assess_result", &self.assess_result)
                .field("asset_id", &self.asset_id)
                .field("batch_name", &self.batch_name)
                .field("create_time", &self.create_time)
                .field("create_type", &self.create_type)
                .field("dhtms_job_id", &self.dhtms_job_id)
                .field("is_ondemand_resource", &self.is_ondemand_resource)
                .field("is_remake", &self.is_remake)
                .field("job_failed_code", &self.job_failed_code)
                .field("job_failed_reason", &self.job_failed_reason)
                .field("job_id", &self.job_id)
                .field("job_type", &self.job_type)
                .field("language", &self.language)
                .field("lastupdate_time", &self.lastupdate_time)
                .field("output_language", &self.output_language)
                .field("phone", &format_args!("***"))
                .field("reject_times", &self.reject_times)
                .field("sex", &self.sex)
                .field("state", &self.state)
                .field("tag", &self.tag)
                .field("training_input_source_url", &format_args!("***"))
                .field("voice_authorization_url", &format_args!("***"))
                .field("voice_name", &self.voice_name)
                .finish()
        }
    }
    impl ::std::convert::TryFrom<&::std::string::String> for AppUserId {
        type Error = <AppUserId as ::std::str::FromStr>::Err;
        fn try_from(
            value: &::std::string::String,
        ) -> ::std::result::Result<Self, <AppUserId as ::std::str::FromStr>::Err> {
            value.parse()
        }
    }
    impl ::std::convert::From<&AppUserId> for AppUserId {
        fn from(value: &AppUserId) -> Self {
            ::std::clone::Clone::clone(value)
        }
    }
    impl ::std::fmt::Display for AppUserId {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            ::std::fmt::Display::fmt(&self.0, f)
        }
    }
    impl ::std::convert::TryFrom<&::std::string::String> for BatchName {
        type Error = <BatchName as ::std::str::FromStr>::Err;
        fn try_from(
            value: &::std::string::String,
        ) -> ::std::result::Result<Self, <BatchName as ::std::str::FromStr>::Err> {
            value.parse()
        }
    }
    impl ::std::convert::From<&BatchName> for BatchName {
        fn from(value: &BatchName) -> Self {
            ::std::clone::Clone::clone(value)
        }
    }
    impl ::std::fmt::Display for BatchName {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            ::std::fmt::Display::fmt(&self.0, f)
        }
    }
    impl ::std::convert::From<&::std::string::String> for ChardMode {
        fn from(value: &::std::string::String) -> Self {
            value.as_str().into()
        }
    }
    impl ::std::convert::From<&ChardMode> for ChardMode {
        fn from(value: &ChardMode) -> Self {
            ::std::clone::Clone::clone(value)
        }
    }
    impl ::std::convert::TryFrom<&::std::string::String> for CommitAppUserId {
        type Error = <CommitAppUserId as ::std::str::FromStr>::Err;
        fn try_from(
            value: &::std::string::String,
        ) -> ::std::result::Result<Self, <CommitAppUserId as ::std::str::FromStr>::Err> {
            value.parse()
        }
    }
    impl ::std::convert::From<&CommitAppUserId> for CommitAppUserId {
        fn from(value: &CommitAppUserId) -> Self {
            ::std::clone::Clone::clone(value)
        }
    }
    impl ::std::fmt::Display for CommitAppUserId {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            ::std::fmt::Display::fmt(&self.0, f)
        }
    }
    impl ::std::convert::From<&::std::string::String> for CreateType {
        fn from(value: &::std::string::String) -> Self {
            value.as_str().into()
        }
    }
    impl ::std::convert::From<&CreateType> for CreateType {
        fn from(value: &CreateType) -> Self {
            ::std::clone::Clone::clone(value)
        }
    }
    impl ::std::convert::TryFrom<&::std::string::String> for CustomText {
        type Error = <CustomText as ::std::str::FromStr>::Err;
        fn try_from(
            value: &::std::string::String,
        ) -> ::std::result::Result<Self, <CustomText as ::std::str::FromStr>::Err> {
            value.parse()
        }
    }
    impl ::std::convert::From<&CustomText> for CustomText {
        fn from(value: &CustomText) -> Self {
            ::std::clone::Clone::clone(value)
        }
    }
    impl ::std::fmt::Display for CustomText {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            ::std::fmt::Display::fmt(&self.0, f)
        }
    }
    impl ::std::convert::TryFrom<&::std::string::String> for Description {
        type Error = <Description as ::std::str::FromStr>::Err;
        fn try_from(
            value: &::std::string::String,
        ) -> ::std::result::Result<Self, <Description as ::std::str::FromStr>::Err> {
            value.parse()
        }
    }
    impl ::std::convert::From<&Description> for Description {
        fn from(value: &Description) -> Self {
            ::std::clone::Clone::clone(value)
        }
    }
    impl ::std::fmt::Display for Description {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            ::std::fmt::Display::fmt(&self.0, f)
        }
    }
    impl ::std::convert::TryFrom<&::std::string::String> for DhtmsJobId {
        type Error = <DhtmsJobId as ::std::str::FromStr>::Err;
        fn try_from(
            value: &::std::string::String,
        ) -> ::std::result::Result<Self, <DhtmsJobId as ::std::str::FromStr>::Err> {
            value.parse()
        }
    }
    impl ::std::convert::From<&DhtmsJobId> for DhtmsJobId {
        fn from(value: &DhtmsJobId) -> Self {
            ::std::clone::Clone::clone(value)
        }
    }
    impl ::std::fmt::Display for DhtmsJobId {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            ::std::fmt::Display::fmt(&self.0, f)
        }
    }
    impl ::std::convert::TryFrom<&::std::string::String> for JobId {
        type Error = <JobId as ::std::str::FromStr>::Err;
        fn try_from(
            value: &::std::string::String,
        ) -> ::std::result::Result<Self, <JobId as ::std::str::FromStr>::Err> {
            value.parse()
        }
    }
    impl ::std::convert::From<&JobId> for JobId {
        fn from(value: &JobId) -> Self {
            ::std::clone::Clone::clone(value)
        }
    }
    impl ::std::fmt::Display for JobId {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            ::std::fmt::Display::fmt(&self.0, f)
        }
    }
    impl ::std::convert::From<&::std::string::String> for JobState {
        fn from(value: &::std::string::String) -> Self {
            value.as_str().into()
        }
    }
    impl ::std::convert::From<&JobState> for JobState {
        fn from(value: &JobState) -> Self {
            ::std::clone::Clone::clone(value)
        }
    }
    impl ::std::convert::From<&::std::string::String> for JobTag {
        fn from(value: &::std::string::String) -> Self {
            value.as_str().into()
        }
    }
    impl ::std::convert::From<&JobTag> for JobTag {
        fn from(value: &JobTag) -> Self {
            ::std::clone::Clone::clone(value)
        }
    }
    impl ::std::convert::From<&::std::string::String> for JobType {
        fn from(value: &::std::string::String) -> Self {
            value.as_str().into()
        }
    }
    impl ::std::convert::From<&JobType> for JobType {
        fn from(value: &JobType) -> Self {
            ::std::clone::Clone::clone(value)
        }
    }
    impl ::std::convert::TryFrom<&::std::string::String> for JobTypeFilter {
        type Error = <JobTypeFilter as ::std::str::FromStr>::Err;
        fn try_from(
            value: &::std::string::String,
        ) -> ::std::result::Result<Self, <JobTypeFilter as ::std::str::FromStr>::Err> {
            value.parse()
        }
    }
    impl ::std::convert::From<&JobTypeFilter> for JobTypeFilter {
        fn from(value: &JobTypeFilter) -> Self {
            ::std::clone::Clone::clone(value)
        }
    }
    impl ::std::fmt::Display for JobTypeFilter {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            ::std::fmt::Display::fmt(&self.0, f)
        }
    }
    impl ::std::convert::TryFrom<&::std::string::String> for Language {
        type Error = <Language as ::std::str::FromStr>::Err;
        fn try_from(
            value: &::std::string::String,
        ) -> ::std::result::Result<Self, <Language as ::std::str::FromStr>::Err> {
            value.parse()
        }
    }
    impl ::std::convert::From<&Language> for Language {
        fn from(value: &Language) -> Self {
            ::std::clone::Clone::clone(value)
        }
    }
    impl ::std::fmt::Display for Language {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            ::std::fmt::Display::fmt(&self.0, f)
        }
    }
    impl ::std::convert::TryFrom<&::std::string::String> for OnceToken {
        type Error = <OnceToken as ::std::str::FromStr>::Err;
        fn try_from(
            value: &::std::string::String,
        ) -> ::std::result::Result<Self, <OnceToken as ::std::str::FromStr>::Err> {
            value.parse()
        }
    }
    impl ::std::convert::From<&OnceToken> for OnceToken {
        fn from(value: &OnceToken) -> Self {
            ::std::clone::Clone::clone(value)
        }
    }
    impl ::std::convert::From<&::std::string::String> for OperationAction {
        fn from(value: &::std::string::String) -> Self {
            value.as_str().into()
        }
    }
    impl ::std::convert::From<&OperationAction> for OperationAction {
        fn from(value: &OperationAction) -> Self {
            ::std::clone::Clone::clone(value)
        }
    }
    impl ::std::convert::From<&::std::string::String> for Operator {
        fn from(value: &::std::string::String) -> Self {
            value.as_str().into()
        }
    }
    impl ::std::convert::From<&Operator> for Operator {
        fn from(value: &Operator) -> Self {
            ::std::clone::Clone::clone(value)
        }
    }
    impl ::std::convert::TryFrom<&::std::string::String> for OutputLanguage {
        type Error = <OutputLanguage as ::std::str::FromStr>::Err;
        fn try_from(
            value: &::std::string::String,
        ) -> ::std::result::Result<Self, <OutputLanguage as ::std::str::FromStr>::Err> {
            value.parse()
        }
    }
    impl ::std::convert::From<&OutputLanguage> for OutputLanguage {
        fn from(value: &OutputLanguage) -> Self {
            ::std::clone::Clone::clone(value)
        }
    }
    impl ::std::fmt::Display for OutputLanguage {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            ::std::fmt::Display::fmt(&self.0, f)
        }
    }
    impl ::std::convert::TryFrom<&::std::string::String> for Phone {
        type Error = <Phone as ::std::str::FromStr>::Err;
        fn try_from(
            value: &::std::string::String,
        ) -> ::std::result::Result<Self, <Phone as ::std::str::FromStr>::Err> {
            value.parse()
        }
    }
    impl ::std::convert::From<&Phone> for Phone {
        fn from(value: &Phone) -> Self {
            ::std::clone::Clone::clone(value)
        }
    }
    impl ::std::convert::TryFrom<&::std::string::String> for ProjectId {
        type Error = <ProjectId as ::std::str::FromStr>::Err;
        fn try_from(
            value: &::std::string::String,
        ) -> ::std::result::Result<Self, <ProjectId as ::std::str::FromStr>::Err> {
            value.parse()
        }
    }
    impl ::std::convert::From<&ProjectId> for ProjectId {
        fn from(value: &ProjectId) -> Self {
            ::std::clone::Clone::clone(value)
        }
    }
    impl ::std::fmt::Display for ProjectId {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            ::std::fmt::Display::fmt(&self.0, f)
        }
    }
    impl ::std::convert::From<&::std::string::String> for ResourceOperationType {
        fn from(value: &::std::string::String) -> Self {
            value.as_str().into()
        }
    }
    impl ::std::convert::From<&ResourceOperationType> for ResourceOperationType {
        fn from(value: &ResourceOperationType) -> Self {
            ::std::clone::Clone::clone(value)
        }
    }
    impl ::std::convert::From<&::std::string::String> for ResourceSource {
        fn from(value: &::std::string::String) -> Self {
            value.as_str().into()
        }
    }
    impl ::std::convert::From<&ResourceSource> for ResourceSource {
        fn from(value: &ResourceSource) -> Self {
            ::std::clone::Clone::clone(value)
        }
    }
    impl ::std::convert::From<&::std::string::String> for ResourceType {
        fn from(value: &::std::string::String) -> Self {
            value.as_str().into()
        }
    }
    impl ::std::convert::From<&ResourceType> for ResourceType {
        fn from(value: &ResourceType) -> Self {
            ::std::clone::Clone::clone(value)
        }
    }
    impl ::std::convert::From<&::std::string::String> for Sex {
        fn from(value: &::std::string::String) -> Self {
            value.as_str().into()
        }
    }
    impl ::std::convert::From<&Sex> for Sex {
        fn from(value: &Sex) -> Self {
            ::std::clone::Clone::clone(value)
        }
    }
    impl ::std::convert::From<&::std::string::String> for ShortJobType {
        fn from(value: &::std::string::String) -> Self {
            value.as_str().into()
        }
    }
    impl ::std::convert::From<&ShortJobType> for ShortJobType {
        fn from(value: &ShortJobType) -> Self {
            ::std::clone::Clone::clone(value)
        }
    }
    impl ::std::convert::From<&::std::string::String> for SortDir {
        fn from(value: &::std::string::String) -> Self {
            value.as_str().into()
        }
    }
    impl ::std::convert::From<&SortDir> for SortDir {
        fn from(value: &SortDir) -> Self {
            ::std::clone::Clone::clone(value)
        }
    }
    impl ::std::convert::From<&::std::string::String> for SortKey {
        fn from(value: &::std::string::String) -> Self {
            value.as_str().into()
        }
    }
    impl ::std::convert::From<&SortKey> for SortKey {
        fn from(value: &SortKey) -> Self {
            ::std::clone::Clone::clone(value)
        }
    }
    impl ::std::convert::TryFrom<&::std::string::String> for StateFilter {
        type Error = <StateFilter as ::std::str::FromStr>::Err;
        fn try_from(
            value: &::std::string::String,
        ) -> ::std::result::Result<Self, <StateFilter as ::std::str::FromStr>::Err> {
            value.parse()
        }
    }
    impl ::std::convert::From<&StateFilter> for StateFilter {
        fn from(value: &StateFilter) -> Self {
            ::std::clone::Clone::clone(value)
        }
    }
    impl ::std::fmt::Display for StateFilter {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            ::std::fmt::Display::fmt(&self.0, f)
        }
    }
    impl ::std::convert::From<&::std::string::String> for SupportedServiceEnum {
        fn from(value: &::std::string::String) -> Self {
            value.as_str().into()
        }
    }
    impl ::std::convert::From<&SupportedServiceEnum> for SupportedServiceEnum {
        fn from(value: &SupportedServiceEnum) -> Self {
            ::std::clone::Clone::clone(value)
        }
    }
    impl ::std::convert::TryFrom<&::std::string::String> for TagFilter {
        type Error = <TagFilter as ::std::str::FromStr>::Err;
        fn try_from(
            value: &::std::string::String,
        ) -> ::std::result::Result<Self, <TagFilter as ::std::str::FromStr>::Err> {
            value.parse()
        }
    }
    impl ::std::convert::From<&TagFilter> for TagFilter {
        fn from(value: &TagFilter) -> Self {
            ::std::clone::Clone::clone(value)
        }
    }
    impl ::std::fmt::Display for TagFilter {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            ::std::fmt::Display::fmt(&self.0, f)
        }
    }
    impl ::std::convert::TryFrom<&::std::string::String> for TenantId {
        type Error = <TenantId as ::std::str::FromStr>::Err;
        fn try_from(
            value: &::std::string::String,
        ) -> ::std::result::Result<Self, <TenantId as ::std::str::FromStr>::Err> {
            value.parse()
        }
    }
    impl ::std::convert::From<&TenantId> for TenantId {
        fn from(value: &TenantId) -> Self {
            ::std::clone::Clone::clone(value)
        }
    }
    impl ::std::fmt::Display for TenantId {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            ::std::fmt::Display::fmt(&self.0, f)
        }
    }
    impl ::std::convert::TryFrom<&::std::string::String> for TimeFilter {
        type Error = <TimeFilter as ::std::str::FromStr>::Err;
        fn try_from(
            value: &::std::string::String,
        ) -> ::std::result::Result<Self, <TimeFilter as ::std::str::FromStr>::Err> {
            value.parse()
        }
    }
    impl ::std::convert::From<&TimeFilter> for TimeFilter {
        fn from(value: &TimeFilter) -> Self {
            ::std::clone::Clone::clone(value)
        }
    }
    impl ::std::fmt::Display for TimeFilter {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            ::std::fmt::Display::fmt(&self.0, f)
        }
    }
    impl ::std::convert::TryFrom<&::std::string::String> for VoiceName {
        type Error = <VoiceName as ::std::str::FromStr>::Err;
        fn try_from(
            value: &::std::string::String,
        ) -> ::std::result::Result<Self, <VoiceName as ::std::str::FromStr>::Err> {
            value.parse()
        }
    }
    impl ::std::convert::From<&VoiceName> for VoiceName {
        fn from(value: &VoiceName) -> Self {
            ::std::clone::Clone::clone(value)
        }
    }
    impl ::std::fmt::Display for VoiceName {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            ::std::fmt::Display::fmt(&self.0, f)
        }
    }
    impl ::std::convert::TryFrom<&::std::string::String> for VoiceNameFilter {
        type Error = <VoiceNameFilter as ::std::str::FromStr>::Err;
        fn try_from(
            value: &::std::string::String,
        ) -> ::std::result::Result<Self, <VoiceNameFilter as ::std::str::FromStr>::Err> {
            value.parse()
        }
    }
    impl ::std::convert::From<&VoiceNameFilter> for VoiceNameFilter {
        fn from(value: &VoiceNameFilter) -> Self {
            ::std::clone::Clone::clone(value)
        }
    }
    impl ::std::fmt::Display for VoiceNameFilter {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            ::std::fmt::Display::fmt(&self.0, f)
        }
    }
    impl ::std::convert::TryFrom<&[JobState]> for StateFilter {
        type Error = self::error::ConversionError;
        fn try_from(
            values: &[JobState],
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            let text = crate::generated::values::held(
                ::std::option::Option::Some(','),
                values,
            )?;
            let text = text.ok_or(crate::generated::values::EMPTY)?;
            text.parse::<Self>().map_err(|error| error.to_string().into())
        }
    }
    impl ::std::convert::TryFrom<JobState> for StateFilter {
        type Error = self::error::ConversionError;
        fn try_from(
            value: JobState,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            <Self as ::std::convert::TryFrom<
                &[JobState],
            >>::try_from(::std::slice::from_ref(&value))
        }
    }
    impl ::std::convert::TryFrom<&JobState> for StateFilter {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &JobState,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            <Self as ::std::convert::TryFrom<
                &[JobState],
            >>::try_from(::std::slice::from_ref(value))
        }
    }
    impl<const N: usize> ::std::convert::TryFrom<[JobState; N]> for StateFilter {
        type Error = self::error::ConversionError;
        fn try_from(
            value: [JobState; N],
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            <Self as ::std::convert::TryFrom<&[JobState]>>::try_from(value.as_slice())
        }
    }
    impl<const N: usize> ::std::convert::TryFrom<&[JobState; N]> for StateFilter {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &[JobState; N],
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            <Self as ::std::convert::TryFrom<&[JobState]>>::try_from(value.as_slice())
        }
    }
    impl ::std::convert::TryFrom<::std::vec::Vec<JobState>> for StateFilter {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::vec::Vec<JobState>,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            <Self as ::std::convert::TryFrom<&[JobState]>>::try_from(value.as_slice())
        }
    }
    impl ::std::convert::TryFrom<&::std::vec::Vec<JobState>> for StateFilter {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &::std::vec::Vec<JobState>,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            <Self as ::std::convert::TryFrom<&[JobState]>>::try_from(value.as_slice())
        }
    }
    impl ::std::convert::TryFrom<&[JobTag]> for TagFilter {
        type Error = self::error::ConversionError;
        fn try_from(
            values: &[JobTag],
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            let text = crate::generated::values::held(
                ::std::option::Option::None,
                values,
            )?;
            let text = text.ok_or(crate::generated::values::EMPTY)?;
            text.parse::<Self>().map_err(|error| error.to_string().into())
        }
    }
    impl ::std::convert::TryFrom<JobTag> for TagFilter {
        type Error = self::error::ConversionError;
        fn try_from(
            value: JobTag,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            <Self as ::std::convert::TryFrom<
                &[JobTag],
            >>::try_from(::std::slice::from_ref(&value))
        }
    }
    impl ::std::convert::TryFrom<&JobTag> for TagFilter {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &JobTag,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            <Self as ::std::convert::TryFrom<
                &[JobTag],
            >>::try_from(::std::slice::from_ref(value))
        }
    }
    impl ::std::convert::TryFrom<&[JobType]> for JobTypeFilter {
        type Error = self::error::ConversionError;
        fn try_from(
            values: &[JobType],
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            let text = crate::generated::values::held(
                ::std::option::Option::None,
                values,
            )?;
            let text = text.ok_or(crate::generated::values::EMPTY)?;
            text.parse::<Self>().map_err(|error| error.to_string().into())
        }
    }
    impl ::std::convert::TryFrom<JobType> for JobTypeFilter {
        type Error = self::error::ConversionError;
        fn try_from(
            value: JobType,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            <Self as ::std::convert::TryFrom<
                &[JobType],
            >>::try_from(::std::slice::from_ref(&value))
        }
    }
    impl ::std::convert::TryFrom<&JobType> for JobTypeFilter {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &JobType,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            <Self as ::std::convert::TryFrom<
                &[JobType],
            >>::try_from(::std::slice::from_ref(value))
        }
    }
    impl ::std::convert::TryFrom<::std::time::SystemTime> for TimeFilter {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::time::SystemTime,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            let text = crate::generated::values::rfc3339(value)?;
            text.parse::<Self>().map_err(|error| error.to_string().into())
        }
    }
    impl VoiceTrainingAllocatedResource {
        /// Returns `expire_time` as a time, or nothing if it is absent or cannot be read as one.
        ///
        /// The service writes it as RFC 3339; the field of the same name holds it as it came.
        #[must_use]
        pub fn expire_time(&self) -> ::std::option::Option<::std::time::SystemTime> {
            self.expire_time
                .as_ref()
                .and_then(|value| crate::generated::values::from_rfc3339(value))
        }
    }
}
/// A client for MetaStudio Voice Training.
///
/// Make one with [`Client::builder`](Self::builder). Clones share connections, credentials and limits, and can be moved to other tasks, so one client is enough for a program. [`train`](Self::train) makes a voice from a recording, and each operation of the API has a method.
///
/// Train a voice from recordings with Huawei Cloud MetaStudio.
///
/// A job goes like this:
///
/// 1. Create it with one of the four create operations. The response holds a `job_id` and upload URLs.
/// 2. Upload the recording and the authorization letter: HTTP `PUT` to those URLs, which lead to Huawei's object
///    storage (OBS), not to this API.
/// 3. Submit the job with [`CommitVoiceTrainingJob`](self::Client::commit_voice_training_job). This spends one training credit and starts the review.
/// 4. Poll [`ShowVoiceTrainingJob`](self::Client::show_voice_training_job) until the state is `SUCCEED` or `FAILED`. In `AUDIT_FAILED` the service
///    waits: read [`ShowJobAuditResult`](self::Client::show_job_audit_result), get new URLs from [`ShowJobUploadingAddress`](self::Client::show_job_uploading_address), upload again, submit again.
/// 5. On `SUCCEED` the job's `asset_id` is the trained voice. It stays inside MetaStudio; it cannot be downloaded.
///
/// Before that, [`ShowTenantDurationCfg`](self::Client::show_tenant_duration_cfg) tells how long a recording may be, [`ShowVoiceTrainingQuotas`](self::Client::show_voice_training_quotas) how many credits
/// are left, and a short job ([`CreateShortJob`](self::Client::create_short_job)) scores the audio without training.
///
/// Upload URLs are opaque and already signed. Use them as they are, in one `PUT` of at most 5 GB (a limit of OBS), with
/// exactly the documented `Content-Type` and without credentials. `x-upload` on each URL property holds the method and
/// the content type. How long a URL is valid is not documented.
///
/// Only enterprise accounts can train voices. An IAM user needs the policy MetaStudio FullAccess, or MetaStudio
/// ReadOnlyAccess for read access only.
///
/// This is a description by a third party, not a product of Huawei.
///
/// Generated from version 0.2.0 of the spec.
#[derive(Clone, Debug)]
pub struct Client {
    pub(crate) baseurl: ::std::string::String,
    pub(crate) client: ::reqwest::Client,
    pub(crate) inner: crate::client::ClientState,
}
impl Client {
    /// Construct a new client with an existing `reqwest::Client`,
    /// allowing more control over its configuration.
    ///
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub(crate) fn new_with_client(
        baseurl: &str,
        client: ::reqwest::Client,
        inner: crate::client::ClientState,
    ) -> Self {
        Self {
            baseurl: baseurl.to_string(),
            client,
            inner,
        }
    }
}
impl ::progenitor_client::ClientInfo<crate::client::ClientState> for Client {
    fn api_version() -> &'static str {
        "0.2.0"
    }
    fn baseurl(&self) -> &str {
        self.baseurl.as_str()
    }
    fn client(&self) -> &::reqwest::Client {
        &self.client
    }
    fn inner(&self) -> &crate::client::ClientState {
        &self.inner
    }
}
impl Client {
    /// Creates a job of the basic edition (20 segments) and returns URLs for uploading its files.
    ///
    /// - `PACKAGE`: one zip with 20 WAV and 20 text files, `0.wav` to `19.wav` and `0.txt` to `19.txt`.
    /// - `SEGMENT`: one segment at a time. Upload its WAV and text, check it with [`ConfirmTrainingSegment`](self::Client::confirm_training_segment), then upload
    ///   the next segment once it is confirmed.
    ///
    /// After the uploads, submit the job with [`CommitVoiceTrainingJob`](self::Client::commit_voice_training_job). The request carries no idempotency key: sending
    /// it twice makes two jobs.
    ///
    /// `POST /v1/{project_id}/voice-training-manage/user/basic-jobs`. If no response comes, find out whether the request took effect before you repeat it.
    ///
    /// Required: `body`.
    ///
    /// Optional: `project_id`, `X-App-UserId`.
    ///
    /// Documented at <https://support.huaweicloud.com/intl/en-us/api-metastudio/CreateTrainingBasicJob.html>
    ///
    /// Source: Huawei's OpenAPI of MetaStudio, 2025-07-30. Agrees with the help page of 2026-01-09 and the SDKs (since 3.1.86, 2024-03). The newer user guide also lets the console take MP3 for this edition; the API text says WAV, so WAV stands here.
    pub fn create_training_basic_job(&self) -> builder::CreateTrainingBasicJob<'_> {
        builder::CreateTrainingBasicJob::new(self)
    }
    /// Creates a job of the edition that the English pages call "advanced" (100 segments) and returns URLs for
    /// uploading its files. Its `job_type` is `MIDDLE`.
    ///
    /// - `PACKAGE`: one zip with 100 WAV and 100 text files, `0.wav` to `99.wav` and `0.txt` to `99.txt`.
    /// - `SEGMENT`: one segment at a time. Upload its WAV and text, check it with [`ConfirmTrainingSegment`](self::Client::confirm_training_segment), then upload
    ///   the next segment once it is confirmed.
    ///
    /// After the uploads, submit the job with [`CommitVoiceTrainingJob`](self::Client::commit_voice_training_job). The request carries no idempotency key: sending
    /// it twice makes two jobs.
    ///
    /// `POST /v1/{project_id}/voice-training-manage/user/middle-jobs`. If no response comes, find out whether the request took effect before you repeat it.
    ///
    /// Required: `body`.
    ///
    /// Optional: `project_id`, `X-App-UserId`.
    ///
    /// Documented at <https://support.huaweicloud.com/intl/en-us/api-metastudio/CreateTrainingMiddleJob.html>
    ///
    /// Source: Huawei's OpenAPI of MetaStudio, 2025-07-30. Agrees with the help page of 2025-12-08 and the SDKs (since 3.1.86, 2024-03).
    pub fn create_training_middle_job(&self) -> builder::CreateTrainingMiddleJob<'_> {
        builder::CreateTrainingMiddleJob::new(self)
    }
    /// Creates a job of the edition that the English pages call "premium" and returns URLs for uploading its files. Its
    /// `job_type` is `ADVANCE`.
    ///
    /// The recording is one long WAV file. It is uploaded in a zip that holds voice files and nothing else; text files
    /// are not needed. Segments are not uploaded one by one in this edition, so `create_type` is `PACKAGE`.
    ///
    /// About the recording, the user guide asks for some 60 minutes made in a studio, in mono, at 48 kHz, with 2 to 3
    /// seconds of silence between sentences. The length that the service enforces is in [`ShowTenantDurationCfg`](self::Client::show_tenant_duration_cfg)
    /// (`advance_min`, `advance_max`). No page states a largest size for the zip.
    ///
    /// After the uploads, submit the job with [`CommitVoiceTrainingJob`](self::Client::commit_voice_training_job). The request carries no idempotency key: sending
    /// it twice makes two jobs.
    ///
    /// `POST /v1/{project_id}/voice-training-manage/user/advance-jobs`. If no response comes, find out whether the request took effect before you repeat it. Requests per second: 10 in cn-north-4, 3 in cn-east-3, 3 in ap-southeast-3.
    ///
    /// Required: `body`.
    ///
    /// Optional: `project_id`, `X-App-UserId`.
    ///
    /// Documented at <https://support.huaweicloud.com/intl/en-us/api-metastudio/CreateTrainingAdvanceJob.html>
    ///
    /// Source: Huawei's OpenAPI of MetaStudio, 2025-07-30. Agrees with the help page of 2025-12-08 and the SDKs (since 3.1.86, 2024-03). Where sources differ: (1) the page's text allows only a zip, while the shared schema and the page's own example carry SEGMENT; the schema is kept and the text is told above. (2) The console takes a plain WAV; the API page asks for a zip, and this is the API. (3) Training time is "about 5 working days" on one page and "3-5 days" on another, so none is promised here. (4) The guide recommends "48-bit" samples yet calls a recorder's 16-bit default fine, so no bit depth is given. (5) An old Java client calls this the basic edition, a slip of copying that later versions mend.
    pub fn create_training_advance_job(&self) -> builder::CreateTrainingAdvanceJob<'_> {
        builder::CreateTrainingAdvanceJob::new(self)
    }
    /// Creates a job that a third party's engine trains (`job_type` `THIRD_PARTY`) and returns URLs for uploading its
    /// files.
    ///
    /// The recording is one long WAV file in a zip; segments are not uploaded one by one, so `create_type` is
    /// `PACKAGE`.
    ///
    /// After the uploads, submit the job with [`CommitVoiceTrainingJob`](self::Client::commit_voice_training_job). The request carries no idempotency key: sending
    /// it twice makes two jobs.
    ///
    /// `POST /v1/{project_id}/voice-training-manage/user/third-party-jobs`. If no response comes, find out whether the request took effect before you repeat it.
    ///
    /// Required: `body`.
    ///
    /// Optional: `project_id`, `X-App-UserId`.
    ///
    /// Documented at <https://support.huaweicloud.com/intl/en-us/api-metastudio/CreateTrainingThirdPartyJob.html>
    ///
    /// Source: <https://support.huaweicloud.com/intl/en-us/api-metastudio/CreateTrainingThirdPartyJob.html>, 2025-12-08. Agrees with the SDKs (since 3.1.174, 2025-11). Huawei's OpenAPI of 2025-07-30 does not have the operation. The user guide speaks of WAV or MP3 of 0.5 to 180 minutes; the API page says WAV.
    pub fn create_training_third_party_job(
        &self,
    ) -> builder::CreateTrainingThirdPartyJob<'_> {
        builder::CreateTrainingThirdPartyJob::new(self)
    }
    /// Lists the project's jobs of every edition, page by page. By our reading a job has to match every filter. `count` in the response is the number of all jobs that match, not of those on the page.
    ///
    /// `GET /v1/{project_id}/voice-training-manage/user/jobs`. The operation changes nothing, so it can be repeated. Requests per second: 20 in cn-north-4, 10 in cn-east-3, 10 in ap-southeast-3.
    ///
    /// Optional: `project_id`, `X-App-UserId`, `offset`, `limit`, `create_until`, `create_since`, `update_until`, `update_since`, `state`, `job_id`, `voice_name`, `tag`, `job_type`, `batch_name`, `sort_key`, `sort_dir`, `is_ondemand_resource`.
    ///
    /// Documented at <https://support.huaweicloud.com/intl/en-us/api-metastudio/ListVoiceTrainingJob.html>
    ///
    /// Source: Huawei's OpenAPI of MetaStudio, 2025-07-30. Agrees with the help pages of 2026-01-09 (English) and 2026-01-29 (Chinese) and the SDKs (since 3.1.86, 2024-03). Pages and OpenAPI list no authentication header; see the security schemes.
    pub fn list_voice_training_job(&self) -> builder::ListVoiceTrainingJob<'_> {
        builder::ListVoiceTrainingJob::new(self)
    }
    /// Returns one job with its state. No page says how often to ask; training takes working days, so a question every few minutes is plenty.
    ///
    /// `GET /v1/{project_id}/voice-training-manage/user/jobs/{job_id}`. The operation changes nothing, so it can be repeated. Requests per second: 20 in cn-north-4, 10 in cn-east-3, 10 in ap-southeast-3.
    ///
    /// Required: `job_id`.
    ///
    /// Optional: `project_id`, `X-App-UserId`.
    ///
    /// Documented at <https://support.huaweicloud.com/intl/en-us/api-metastudio/ShowVoiceTrainingJob.html>
    ///
    /// Source: Huawei's OpenAPI of MetaStudio, 2025-07-30. Agrees with the help pages of 2026-01-09 (English) and 2026-01-29 (Chinese) and the SDKs (since 3.1.86, 2024-03). The fields lie at the top of the response; they are the same as those of an item in the list.
    pub fn show_voice_training_job(&self) -> builder::ShowVoiceTrainingJob<'_> {
        builder::ShowVoiceTrainingJob::new(self)
    }
    /// Submits the job whose files are uploaded. The job goes into review, and after the review it waits for training.
    /// After `AUDIT_FAILED`, upload again and submit again. Submitting spends one training credit.
    ///
    /// Every field of the body is optional. By our reading, one that is present replaces what was said at creation. The
    /// service takes an empty body too, but send `{}`: every generated client does that in the same way.
    ///
    /// Which states allow a second submit is not documented.
    ///
    /// `POST /v1/{project_id}/voice-training-manage/user/jobs/{job_id}`. If no response comes, find out whether the request took effect before you repeat it. Requests per second: 10 in cn-north-4, 3 in cn-east-3, 3 in ap-southeast-3.
    ///
    /// Required: `job_id`, `body`.
    ///
    /// Optional: `project_id`, `X-App-UserId`.
    ///
    /// Documented at <https://support.huaweicloud.com/intl/en-us/api-metastudio/CommitVoiceTrainingJob.html>
    ///
    /// Source: Huawei's OpenAPI of MetaStudio, 2025-07-30. Agrees with the Chinese help page of 2026-01-29 and the SDKs (since 3.1.86, 2024-03). All of them make the body optional. That a submit spends a credit is said by the console guide only.
    pub fn commit_voice_training_job(&self) -> builder::CommitVoiceTrainingJob<'_> {
        builder::CommitVoiceTrainingJob::new(self)
    }
    /// Deletes the job. Which states allow it is not documented. No page says that this deletes the trained voice: the voice is an asset of its own.
    ///
    /// `DELETE /v1/{project_id}/voice-training-manage/user/jobs/{job_id}`. A second request has no further effect, so the operation can be repeated.
    ///
    /// Required: `job_id`.
    ///
    /// Optional: `project_id`, `X-App-UserId`.
    ///
    /// Documented at <https://support.huaweicloud.com/intl/en-us/api-metastudio/DeleteVoiceTrainingJob.html>
    ///
    /// Source: Huawei's OpenAPI of MetaStudio, 2025-07-30. Agrees with the SDKs (since 3.1.86, 2024-03). Of the help page only a fragment was read.
    pub fn delete_voice_training_job(&self) -> builder::DeleteVoiceTrainingJob<'_> {
        builder::DeleteVoiceTrainingJob::new(self)
    }
    /// Returns new upload URLs for a job that exists: when the old ones have expired, and after `AUDIT_FAILED`. How long a URL is valid is not documented. The same URLs have other names than in the create response.
    ///
    /// `GET /v1/{project_id}/voice-training-manage/user/jobs/{job_id}/uploading-address-url`. The operation changes nothing, so it can be repeated.
    ///
    /// Required: `job_id`.
    ///
    /// Optional: `project_id`.
    ///
    /// Documented at <https://support.huaweicloud.com/intl/en-us/api-metastudio/ShowJobUploadingAddress.html>
    ///
    /// Source: Huawei's OpenAPI of MetaStudio, 2025-07-30. Agrees with the help pages of 2025-12-08 (English) and 2026-01-29 (Chinese) and the SDKs (since 3.1.86, 2024-03). Pages and OpenAPI list no authentication header; see the security schemes.
    pub fn show_job_uploading_address(&self) -> builder::ShowJobUploadingAddress<'_> {
        builder::ShowJobUploadingAddress::new(self)
    }
    /// Returns what the automatic check and the reviewer found. Call it when the job is in `AUDIT_FAILED`.
    ///
    /// `GET /v1/{project_id}/voice-training-manage/user/jobs/{job_id}/audit-result`. The operation changes nothing, so it can be repeated. Requests per second: 20 in cn-north-4, 10 in cn-east-3, 10 in ap-southeast-3.
    ///
    /// Required: `job_id`.
    ///
    /// Optional: `project_id`.
    ///
    /// Documented at <https://support.huaweicloud.com/intl/en-us/api-metastudio/ShowJobAuditResult.html>
    ///
    /// Source: Huawei's OpenAPI of MetaStudio, 2025-07-30. Agrees with the Chinese help page of 2026-01-29 and the SDKs (since 3.1.86, 2024-03). Pages and OpenAPI list no authentication header; see the security schemes.
    pub fn show_job_audit_result(&self) -> builder::ShowJobAuditResult<'_> {
        builder::ShowJobAuditResult::new(self)
    }
    /// Lists the operations on a job, page by page.
    ///
    /// `GET /v1/{project_id}/voice-training-manage/user/jobs/{job_id}/op-logs`. The operation changes nothing, so it can be repeated.
    ///
    /// Required: `job_id`.
    ///
    /// Optional: `project_id`, `offset`, `limit`.
    ///
    /// Documented at <https://support.huaweicloud.com/intl/en-us/api-metastudio/ListJobOperationLog.html>
    ///
    /// Source: Huawei's OpenAPI of MetaStudio, 2025-07-30. Agrees with the help page and the SDKs (since 3.1.112, 2024-08). Pages and OpenAPI list no authentication header; see the security schemes.
    pub fn list_job_operation_log(&self) -> builder::ListJobOperationLog<'_> {
        builder::ListJobOperationLog::new(self)
    }
    /// Returns the positions of the segments that are confirmed so far, so that an interrupted upload can be resumed. For jobs with `create_type` `SEGMENT`.
    ///
    /// `GET /v1/{project_id}/voice-training-manage/user/training-segment`. The operation changes nothing, so it can be repeated. Requests per second: 20 in cn-north-4, 10 in cn-east-3, 10 in ap-southeast-3.
    ///
    /// Required: `job_id`.
    ///
    /// Optional: `project_id`.
    ///
    /// Documented at <https://support.huaweicloud.com/intl/en-us/api-metastudio/ShowTrainingSegmentInfo.html>
    ///
    /// Source: Huawei's OpenAPI of MetaStudio, 2025-07-30. Agrees with the SDKs (since 3.1.86, 2024-03). Of the help page only a fragment was read. No authentication header is listed; see the security schemes.
    pub fn show_training_segment_info(&self) -> builder::ShowTrainingSegmentInfo<'_> {
        builder::ShowTrainingSegmentInfo::new(self)
    }
    /// Checks whether the uploaded audio and text of one segment agree. For jobs with `create_type` `SEGMENT`, which
    /// the basic and the MIDDLE edition have.
    ///
    /// Upload the segment's WAV and text first. Upload the next segment once this one is confirmed. If it is not, the
    /// natural course is to upload it again and to check it again; no page says so outright. The request has no body.
    ///
    /// `POST /v1/{project_id}/voice-training-manage/user/training-segment`. If no response comes, do not repeat the request blindly. Requests per second: 10 in cn-north-4, 3 in cn-east-3, 3 in ap-southeast-3.
    ///
    /// Required: `job_id`, `index`.
    ///
    /// Optional: `project_id`.
    ///
    /// Documented at <https://support.huaweicloud.com/intl/en-us/api-metastudio/ConfirmTrainingSegment.html>
    ///
    /// Source: Huawei's OpenAPI of MetaStudio, 2025-07-30. Agrees with the SDKs (since 3.1.86, 2024-03). Of the help page only a fragment was read. No authentication header is listed; see the security schemes.
    pub fn confirm_training_segment(&self) -> builder::ConfirmTrainingSegment<'_> {
        builder::ConfirmTrainingSegment::new(self)
    }
    /// Gives jobs a common batch name, which [`ListVoiceTrainingJob`](self::Client::list_voice_training_job) can filter by. Needs the "NA tenant" permission, which by our reading only whitelisted tenants have.
    ///
    /// `PUT /v1/{project_id}/voice-training-manage/user/batch`. A second request has no further effect, so the operation can be repeated. Requests per second: 10 in cn-north-4, 3 in cn-east-3, 3 in ap-southeast-3.
    ///
    /// Required: `body`.
    ///
    /// Optional: `project_id`, `X-App-UserId`.
    ///
    /// Documented at <https://support.huaweicloud.com/intl/en-us/api-metastudio/SetJobBatchName.html>
    ///
    /// Source: Huawei's OpenAPI of MetaStudio, 2025-07-30. Agrees with the SDKs (since 3.1.124, 2024-11). Of the help page only a fragment was read. The OpenAPI and older SDKs have no X-App-UserId here; SDKs from 3.1.159 on have it, and being optional it is taken over.
    pub fn set_job_batch_name(&self) -> builder::SetJobBatchName<'_> {
        builder::SetJobBatchName::new(self)
    }
    /// Returns the shortest, longest and advised length of a recording in seconds, for each edition, as set for this tenant. Check a recording against it before creating a job.
    ///
    /// `GET /v1/{project_id}/voice-training-manage/user/tenant-duration-cfg`. The operation changes nothing, so it can be repeated.
    ///
    /// Optional: `project_id`.
    ///
    /// Documented at <https://support.huaweicloud.com/intl/en-us/api-metastudio/ShowTenantDurationCfg.html>
    ///
    /// Source: Huawei's OpenAPI of MetaStudio, 2025-07-30. Agrees with the SDKs (since 3.1.124, 2024-11). Of the help page only a fragment was read. No authentication header is listed; see the security schemes.
    pub fn show_tenant_duration_cfg(&self) -> builder::ShowTenantDurationCfg<'_> {
        builder::ShowTenantDurationCfg::new(self)
    }
    /// Returns the credits left for each edition and, page by page, the resources that they come from.
    ///
    /// `GET /v1/{project_id}/voice-training-manage/quotas`. The operation changes nothing, so it can be repeated.
    ///
    /// Optional: `project_id`, `offset`, `limit`.
    ///
    /// Documented at <https://support.huaweicloud.com/intl/en-us/api-metastudio/ShowVoiceTrainingQuotas.html>
    ///
    /// Source: Huawei Cloud SDKs, 2026-08-20. From the SDKs alone (since 3.1.174, 2025-11). The help page was not seen; its address follows the pattern of the others.
    pub fn show_voice_training_quotas(&self) -> builder::ShowVoiceTrainingQuotas<'_> {
        builder::ShowVoiceTrainingQuotas::new(self)
    }
    /// Returns URLs for uploading attachments of the user's review of a job. The numbers choose which attachments.
    ///
    /// `GET /v1/{project_id}/voice-training-manage/user/jobs/{job_id}/review-attachment-uploading-address-url`. The operation changes nothing, so it can be repeated.
    ///
    /// Required: `job_id`.
    ///
    /// Optional: `project_id`, `start_number`, `end_number`.
    ///
    /// Documented at <https://support.huaweicloud.com/intl/en-us/api-metastudio/ShowUserReviewAttachmentUploadingAddress.html>
    ///
    /// Source: <https://support.huaweicloud.com/api-metastudio/ShowUserReviewAttachmentUploadingAddress.html>, 2026-01-29. The Chinese page; agrees with the SDKs (since 3.1.174, 2025-11). It lists no authentication header; see the security schemes. No operation accepts or rejects the result itself.
    pub fn show_user_review_attachment_uploading_address(
        &self,
    ) -> builder::ShowUserReviewAttachmentUploadingAddress<'_> {
        builder::ShowUserReviewAttachmentUploadingAddress::new(self)
    }
    /// Creates a short job and returns a URL for uploading its audio, in a zip. Today the only kind scores the quality
    /// of the audio, without training a voice. `short_assess_min` and `short_assess_max` in [`ShowTenantDurationCfg`](self::Client::show_tenant_duration_cfg)
    /// bound the audio's length.
    ///
    /// After the upload, start the job with [`CommitShortJob`](self::Client::commit_short_job).
    ///
    /// `POST /v1/{project_id}/voice-training-manage/user/short-jobs`. If no response comes, do not repeat the request blindly.
    ///
    /// Required: `body`.
    ///
    /// Optional: `project_id`, `X-App-UserId`.
    ///
    /// Documented at <https://support.huaweicloud.com/intl/en-us/api-metastudio/CreateShortJob.html>
    ///
    /// Source: Huawei Cloud SDKs, 2026-08-20. From the SDKs alone (since 3.1.174, 2025-11). The help page was not seen; its address follows the pattern of the others.
    pub fn create_short_job(&self) -> builder::CreateShortJob<'_> {
        builder::CreateShortJob::new(self)
    }
    /// Returns a short job with its state and, once it is done, the scores of the audio.
    ///
    /// `GET /v1/{project_id}/voice-training-manage/user/short-jobs/{job_id}`. The operation changes nothing, so it can be repeated.
    ///
    /// Required: `job_id`.
    ///
    /// Optional: `project_id`, `X-App-UserId`.
    ///
    /// Documented at <https://support.huaweicloud.com/intl/en-us/api-metastudio/ShowShortJob.html>
    ///
    /// Source: Huawei Cloud SDKs, 2026-08-20. The SDKs (since 3.1.174, 2025-11) and the help page, whose date was not seen.
    pub fn show_short_job(&self) -> builder::ShowShortJob<'_> {
        builder::ShowShortJob::new(self)
    }
    /// Starts the short job whose audio is uploaded. Neither the request nor the response has a body.
    ///
    /// `POST /v1/{project_id}/voice-training-manage/user/short-jobs/{job_id}`. If no response comes, do not repeat the request blindly.
    ///
    /// Required: `job_id`.
    ///
    /// Optional: `project_id`, `X-App-UserId`.
    ///
    /// Documented at <https://support.huaweicloud.com/intl/en-us/api-metastudio/CommitShortJob.html>
    ///
    /// Source: Huawei Cloud SDKs, 2026-08-20. From the SDKs alone (since 3.1.174, 2025-11). The help page was not seen; its address follows the pattern of the others.
    pub fn commit_short_job(&self) -> builder::CommitShortJob<'_> {
        builder::CommitShortJob::new(self)
    }
    /// Downloads a file of a job. The token is good for one call. Where it comes from, and what the file is, is not documented. The only operation without a project id in its path.
    ///
    /// `GET /v1/voice-training-manage/common/encrypt-file-download`. If no response comes, do not repeat the request blindly.
    ///
    /// Required: `tenant_id`, `job_id`, `once_token`.
    ///
    /// Documented at <https://support.huaweicloud.com/intl/en-us/api-metastudio/ShowEncryptFile.html>
    ///
    /// Source: Huawei Cloud SDKs, 2026-08-20. From the SDKs alone (since 3.1.174, 2025-11). The help page was not seen; its address follows the pattern of the others. The Python SDK reads the response as a stream of bytes; the others declare no fields.
    pub fn show_encrypt_file(&self) -> builder::ShowEncryptFile<'_> {
        builder::ShowEncryptFile::new(self)
    }
}
/// Types for composing operation parameters.
pub mod builder {
    use super::types;
    #[allow(unused_imports, reason = "only bodies that are forms need it")]
    use ::progenitor_client::RequestBuilderExt as _;
    /// A request of [`CreateTrainingBasicJob`](self::super::Client::create_training_basic_job): set its parameters, then `send()`.
    ///
    /// Create a basic voice training job.
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent before `send()` is awaited"]
    pub struct CreateTrainingBasicJob<'a> {
        client: &'a super::Client,
        project_id: ::std::result::Result<types::ProjectId, ::std::string::String>,
        x_app_user_id: ::std::result::Result<
            ::std::option::Option<types::AppUserId>,
            ::std::string::String,
        >,
        body: ::std::result::Result<
            types::builder::CreateTrainingJobReq,
            ::std::string::String,
        >,
    }
    impl<'a> CreateTrainingBasicJob<'a> {
        pub(super) fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                project_id: client.inner.project_id(),
                x_app_user_id: ::std::result::Result::Ok(::std::option::Option::None),
                body: ::std::result::Result::Ok(::std::default::Default::default()),
            }
        }
        /// Sets `project_id`.
        ///
        /// The id of the project in the region that is called. The console shows it under My Credentials; IAM returns it with a token and from `GET /v3/projects`.
        ///
        /// If it is not set, the client uses its own. 1 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
        pub fn project_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::ProjectId>,
            <V as ::std::convert::TryInto<types::ProjectId>>::Error: ::std::fmt::Display,
        {
            self.project_id = value
                .try_into()
                .map_err(|error| crate::generated::limits::about("project_id", error));
            self
        }
        /// Sets `X-App-UserId`.
        ///
        /// The id of one of your own users. By our reading it ties jobs and assets to that user.
        ///
        /// 1 to 256 characters.
        pub fn x_app_user_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::AppUserId>,
            <V as ::std::convert::TryInto<types::AppUserId>>::Error: ::std::fmt::Display,
        {
            self.x_app_user_id = value
                .try_into()
                .map(::std::option::Option::Some)
                .map_err(|error| crate::generated::limits::about(
                    "x_app_user_id",
                    error,
                ));
            self
        }
        /// Sets the whole body.
        ///
        /// The voice to train.
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::CreateTrainingJobReq>,
            <V as ::std::convert::TryInto<
                types::CreateTrainingJobReq,
            >>::Error: ::std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(::std::convert::From::from)
                .map_err(|error| crate::generated::limits::about("body", error));
            self
        }
        /// Sets properties of the body with its builder, and keeps those that are set.
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: ::std::ops::FnOnce(
                types::builder::CreateTrainingJobReq,
            ) -> types::builder::CreateTrainingJobReq,
        {
            self.body = self.body.map(f);
            self
        }
        #[allow(
            unused_mut,
            clippy::result_large_err,
            reason = "there may be no headers, and the error is progenitor's"
        )]
        fn made(
            self,
        ) -> ::std::result::Result<
            (&'a super::Client, ::reqwest::Request),
            ::progenitor_client::Error,
        > {
            let Self { client, project_id, x_app_user_id, body } = self;
            let project_id = project_id
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let x_app_user_id = x_app_user_id
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let body = body
                .and_then(|v| {
                    types::CreateTrainingJobReq::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let url = client
                .inner
                .url(
                    &format!(
                        "/v1/{}/voice-training-manage/user/basic-jobs",
                        ::progenitor_client::encode_path(& project_id.to_string()),
                    ),
                );
            let mut header_map = ::reqwest::header::HeaderMap::new();
            if let ::std::option::Option::Some(value) = x_app_user_id {
                header_map.append("X-App-UserId", value.to_string().try_into()?);
            }
            let request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            ::std::result::Result::Ok((client, request))
        }
        /// Sends the request, `POST /v1/{project_id}/voice-training-manage/user/basic-jobs`.
        ///
        /// On success: The job exists and waits for its files.
        ///
        /// # Errors
        /// Fails if a parameter is missing or not allowed (nothing is sent then), if the service or the gateway refuses the request, or if no response comes or the response cannot be read.
        pub async fn send(
            self,
        ) -> ::std::result::Result<
            crate::Response<types::CreateTrainingJobRsp>,
            crate::Error,
        > {
            crate::http::call(&super::operations::CREATE_TRAINING_BASIC_JOB, self.made())
                .await
        }
    }
    /// A request of [`CreateTrainingMiddleJob`](self::super::Client::create_training_middle_job): set its parameters, then `send()`.
    ///
    /// Create an advanced (MIDDLE) voice training job.
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent before `send()` is awaited"]
    pub struct CreateTrainingMiddleJob<'a> {
        client: &'a super::Client,
        project_id: ::std::result::Result<types::ProjectId, ::std::string::String>,
        x_app_user_id: ::std::result::Result<
            ::std::option::Option<types::AppUserId>,
            ::std::string::String,
        >,
        body: ::std::result::Result<
            types::builder::CreateTrainingJobReq,
            ::std::string::String,
        >,
    }
    impl<'a> CreateTrainingMiddleJob<'a> {
        pub(super) fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                project_id: client.inner.project_id(),
                x_app_user_id: ::std::result::Result::Ok(::std::option::Option::None),
                body: ::std::result::Result::Ok(::std::default::Default::default()),
            }
        }
        /// Sets `project_id`.
        ///
        /// The id of the project in the region that is called. The console shows it under My Credentials; IAM returns it with a token and from `GET /v3/projects`.
        ///
        /// If it is not set, the client uses its own. 1 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
        pub fn project_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::ProjectId>,
            <V as ::std::convert::TryInto<types::ProjectId>>::Error: ::std::fmt::Display,
        {
            self.project_id = value
                .try_into()
                .map_err(|error| crate::generated::limits::about("project_id", error));
            self
        }
        /// Sets `X-App-UserId`.
        ///
        /// The id of one of your own users. By our reading it ties jobs and assets to that user.
        ///
        /// 1 to 256 characters.
        pub fn x_app_user_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::AppUserId>,
            <V as ::std::convert::TryInto<types::AppUserId>>::Error: ::std::fmt::Display,
        {
            self.x_app_user_id = value
                .try_into()
                .map(::std::option::Option::Some)
                .map_err(|error| crate::generated::limits::about(
                    "x_app_user_id",
                    error,
                ));
            self
        }
        /// Sets the whole body.
        ///
        /// The voice to train.
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::CreateTrainingJobReq>,
            <V as ::std::convert::TryInto<
                types::CreateTrainingJobReq,
            >>::Error: ::std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(::std::convert::From::from)
                .map_err(|error| crate::generated::limits::about("body", error));
            self
        }
        /// Sets properties of the body with its builder, and keeps those that are set.
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: ::std::ops::FnOnce(
                types::builder::CreateTrainingJobReq,
            ) -> types::builder::CreateTrainingJobReq,
        {
            self.body = self.body.map(f);
            self
        }
        #[allow(
            unused_mut,
            clippy::result_large_err,
            reason = "there may be no headers, and the error is progenitor's"
        )]
        fn made(
            self,
        ) -> ::std::result::Result<
            (&'a super::Client, ::reqwest::Request),
            ::progenitor_client::Error,
        > {
            let Self { client, project_id, x_app_user_id, body } = self;
            let project_id = project_id
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let x_app_user_id = x_app_user_id
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let body = body
                .and_then(|v| {
                    types::CreateTrainingJobReq::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let url = client
                .inner
                .url(
                    &format!(
                        "/v1/{}/voice-training-manage/user/middle-jobs",
                        ::progenitor_client::encode_path(& project_id.to_string()),
                    ),
                );
            let mut header_map = ::reqwest::header::HeaderMap::new();
            if let ::std::option::Option::Some(value) = x_app_user_id {
                header_map.append("X-App-UserId", value.to_string().try_into()?);
            }
            let request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            ::std::result::Result::Ok((client, request))
        }
        /// Sends the request, `POST /v1/{project_id}/voice-training-manage/user/middle-jobs`.
        ///
        /// On success: The job exists and waits for its files.
        ///
        /// # Errors
        /// Fails if a parameter is missing or not allowed (nothing is sent then), if the service or the gateway refuses the request, or if no response comes or the response cannot be read.
        pub async fn send(
            self,
        ) -> ::std::result::Result<
            crate::Response<types::CreateTrainingJobRsp>,
            crate::Error,
        > {
            crate::http::call(
                    &super::operations::CREATE_TRAINING_MIDDLE_JOB,
                    self.made(),
                )
                .await
        }
    }
    /// A request of [`CreateTrainingAdvanceJob`](self::super::Client::create_training_advance_job): set its parameters, then `send()`.
    ///
    /// Create a premium (ADVANCE) voice training job.
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent before `send()` is awaited"]
    pub struct CreateTrainingAdvanceJob<'a> {
        client: &'a super::Client,
        project_id: ::std::result::Result<types::ProjectId, ::std::string::String>,
        x_app_user_id: ::std::result::Result<
            ::std::option::Option<types::AppUserId>,
            ::std::string::String,
        >,
        body: ::std::result::Result<
            types::builder::CreateTrainingJobReq,
            ::std::string::String,
        >,
    }
    impl<'a> CreateTrainingAdvanceJob<'a> {
        pub(super) fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                project_id: client.inner.project_id(),
                x_app_user_id: ::std::result::Result::Ok(::std::option::Option::None),
                body: ::std::result::Result::Ok(::std::default::Default::default()),
            }
        }
        /// Sets `project_id`.
        ///
        /// The id of the project in the region that is called. The console shows it under My Credentials; IAM returns it with a token and from `GET /v3/projects`.
        ///
        /// If it is not set, the client uses its own. 1 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
        pub fn project_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::ProjectId>,
            <V as ::std::convert::TryInto<types::ProjectId>>::Error: ::std::fmt::Display,
        {
            self.project_id = value
                .try_into()
                .map_err(|error| crate::generated::limits::about("project_id", error));
            self
        }
        /// Sets `X-App-UserId`.
        ///
        /// The id of one of your own users. By our reading it ties jobs and assets to that user.
        ///
        /// 1 to 256 characters.
        pub fn x_app_user_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::AppUserId>,
            <V as ::std::convert::TryInto<types::AppUserId>>::Error: ::std::fmt::Display,
        {
            self.x_app_user_id = value
                .try_into()
                .map(::std::option::Option::Some)
                .map_err(|error| crate::generated::limits::about(
                    "x_app_user_id",
                    error,
                ));
            self
        }
        /// Sets the whole body.
        ///
        /// The voice to train.
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::CreateTrainingJobReq>,
            <V as ::std::convert::TryInto<
                types::CreateTrainingJobReq,
            >>::Error: ::std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(::std::convert::From::from)
                .map_err(|error| crate::generated::limits::about("body", error));
            self
        }
        /// Sets properties of the body with its builder, and keeps those that are set.
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: ::std::ops::FnOnce(
                types::builder::CreateTrainingJobReq,
            ) -> types::builder::CreateTrainingJobReq,
        {
            self.body = self.body.map(f);
            self
        }
        #[allow(
            unused_mut,
            clippy::result_large_err,
            reason = "there may be no headers, and the error is progenitor's"
        )]
        fn made(
            self,
        ) -> ::std::result::Result<
            (&'a super::Client, ::reqwest::Request),
            ::progenitor_client::Error,
        > {
            let Self { client, project_id, x_app_user_id, body } = self;
            let project_id = project_id
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let x_app_user_id = x_app_user_id
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let body = body
                .and_then(|v| {
                    types::CreateTrainingJobReq::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let url = client
                .inner
                .url(
                    &format!(
                        "/v1/{}/voice-training-manage/user/advance-jobs",
                        ::progenitor_client::encode_path(& project_id.to_string()),
                    ),
                );
            let mut header_map = ::reqwest::header::HeaderMap::new();
            if let ::std::option::Option::Some(value) = x_app_user_id {
                header_map.append("X-App-UserId", value.to_string().try_into()?);
            }
            let request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            ::std::result::Result::Ok((client, request))
        }
        /// Sends the request, `POST /v1/{project_id}/voice-training-manage/user/advance-jobs`.
        ///
        /// On success: The job exists and waits for its files.
        ///
        /// # Errors
        /// Fails if a parameter is missing or not allowed (nothing is sent then), if the service or the gateway refuses the request, or if no response comes or the response cannot be read.
        pub async fn send(
            self,
        ) -> ::std::result::Result<
            crate::Response<types::CreateTrainingJobRsp>,
            crate::Error,
        > {
            crate::http::call(
                    &super::operations::CREATE_TRAINING_ADVANCE_JOB,
                    self.made(),
                )
                .await
        }
    }
    /// A request of [`CreateTrainingThirdPartyJob`](self::super::Client::create_training_third_party_job): set its parameters, then `send()`.
    ///
    /// Create a third-party voice training job.
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent before `send()` is awaited"]
    pub struct CreateTrainingThirdPartyJob<'a> {
        client: &'a super::Client,
        project_id: ::std::result::Result<types::ProjectId, ::std::string::String>,
        x_app_user_id: ::std::result::Result<
            ::std::option::Option<types::AppUserId>,
            ::std::string::String,
        >,
        body: ::std::result::Result<
            types::builder::CreateTrainingJobReq,
            ::std::string::String,
        >,
    }
    impl<'a> CreateTrainingThirdPartyJob<'a> {
        pub(super) fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                project_id: client.inner.project_id(),
                x_app_user_id: ::std::result::Result::Ok(::std::option::Option::None),
                body: ::std::result::Result::Ok(::std::default::Default::default()),
            }
        }
        /// Sets `project_id`.
        ///
        /// The id of the project in the region that is called. The console shows it under My Credentials; IAM returns it with a token and from `GET /v3/projects`.
        ///
        /// If it is not set, the client uses its own. 1 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
        pub fn project_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::ProjectId>,
            <V as ::std::convert::TryInto<types::ProjectId>>::Error: ::std::fmt::Display,
        {
            self.project_id = value
                .try_into()
                .map_err(|error| crate::generated::limits::about("project_id", error));
            self
        }
        /// Sets `X-App-UserId`.
        ///
        /// The id of one of your own users. By our reading it ties jobs and assets to that user.
        ///
        /// 1 to 256 characters.
        pub fn x_app_user_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::AppUserId>,
            <V as ::std::convert::TryInto<types::AppUserId>>::Error: ::std::fmt::Display,
        {
            self.x_app_user_id = value
                .try_into()
                .map(::std::option::Option::Some)
                .map_err(|error| crate::generated::limits::about(
                    "x_app_user_id",
                    error,
                ));
            self
        }
        /// Sets the whole body.
        ///
        /// The voice to train.
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::CreateTrainingJobReq>,
            <V as ::std::convert::TryInto<
                types::CreateTrainingJobReq,
            >>::Error: ::std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(::std::convert::From::from)
                .map_err(|error| crate::generated::limits::about("body", error));
            self
        }
        /// Sets properties of the body with its builder, and keeps those that are set.
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: ::std::ops::FnOnce(
                types::builder::CreateTrainingJobReq,
            ) -> types::builder::CreateTrainingJobReq,
        {
            self.body = self.body.map(f);
            self
        }
        #[allow(
            unused_mut,
            clippy::result_large_err,
            reason = "there may be no headers, and the error is progenitor's"
        )]
        fn made(
            self,
        ) -> ::std::result::Result<
            (&'a super::Client, ::reqwest::Request),
            ::progenitor_client::Error,
        > {
            let Self { client, project_id, x_app_user_id, body } = self;
            let project_id = project_id
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let x_app_user_id = x_app_user_id
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let body = body
                .and_then(|v| {
                    types::CreateTrainingJobReq::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let url = client
                .inner
                .url(
                    &format!(
                        "/v1/{}/voice-training-manage/user/third-party-jobs",
                        ::progenitor_client::encode_path(& project_id.to_string()),
                    ),
                );
            let mut header_map = ::reqwest::header::HeaderMap::new();
            if let ::std::option::Option::Some(value) = x_app_user_id {
                header_map.append("X-App-UserId", value.to_string().try_into()?);
            }
            let request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            ::std::result::Result::Ok((client, request))
        }
        /// Sends the request, `POST /v1/{project_id}/voice-training-manage/user/third-party-jobs`.
        ///
        /// On success: The job exists and waits for its files.
        ///
        /// # Errors
        /// Fails if a parameter is missing or not allowed (nothing is sent then), if the service or the gateway refuses the request, or if no response comes or the response cannot be read.
        pub async fn send(
            self,
        ) -> ::std::result::Result<
            crate::Response<types::CreateTrainingJobRsp>,
            crate::Error,
        > {
            crate::http::call(
                    &super::operations::CREATE_TRAINING_THIRD_PARTY_JOB,
                    self.made(),
                )
                .await
        }
    }
    /// A request of [`ListVoiceTrainingJob`](self::super::Client::list_voice_training_job): set its parameters, then `send()`.
    ///
    /// List voice training jobs.
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent before `send()` is awaited"]
    pub struct ListVoiceTrainingJob<'a> {
        client: &'a super::Client,
        project_id: ::std::result::Result<types::ProjectId, ::std::string::String>,
        batch_name: ::std::result::Result<
            ::std::option::Option<types::BatchName>,
            ::std::string::String,
        >,
        create_since: ::std::result::Result<
            ::std::option::Option<types::TimeFilter>,
            ::std::string::String,
        >,
        create_until: ::std::result::Result<
            ::std::option::Option<types::TimeFilter>,
            ::std::string::String,
        >,
        is_ondemand_resource: ::std::result::Result<
            ::std::option::Option<bool>,
            ::std::string::String,
        >,
        job_id: ::std::result::Result<
            ::std::option::Option<types::JobId>,
            ::std::string::String,
        >,
        job_type: ::std::result::Result<
            ::std::option::Option<types::JobTypeFilter>,
            ::std::string::String,
        >,
        limit: ::std::result::Result<
            ::std::option::Option<::std::num::NonZeroU32>,
            ::std::string::String,
        >,
        offset: ::std::result::Result<::std::option::Option<i32>, ::std::string::String>,
        sort_dir: ::std::result::Result<
            ::std::option::Option<types::SortDir>,
            ::std::string::String,
        >,
        sort_key: ::std::result::Result<
            ::std::option::Option<types::SortKey>,
            ::std::string::String,
        >,
        state: ::std::result::Result<
            ::std::option::Option<types::StateFilter>,
            ::std::string::String,
        >,
        tag: ::std::result::Result<
            ::std::option::Option<types::TagFilter>,
            ::std::string::String,
        >,
        update_since: ::std::result::Result<
            ::std::option::Option<types::TimeFilter>,
            ::std::string::String,
        >,
        update_until: ::std::result::Result<
            ::std::option::Option<types::TimeFilter>,
            ::std::string::String,
        >,
        voice_name: ::std::result::Result<
            ::std::option::Option<types::VoiceNameFilter>,
            ::std::string::String,
        >,
        x_app_user_id: ::std::result::Result<
            ::std::option::Option<types::AppUserId>,
            ::std::string::String,
        >,
    }
    impl<'a> ListVoiceTrainingJob<'a> {
        pub(super) fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                project_id: client.inner.project_id(),
                batch_name: ::std::result::Result::Ok(::std::option::Option::None),
                create_since: ::std::result::Result::Ok(::std::option::Option::None),
                create_until: ::std::result::Result::Ok(::std::option::Option::None),
                is_ondemand_resource: ::std::result::Result::Ok(
                    ::std::option::Option::None,
                ),
                job_id: ::std::result::Result::Ok(::std::option::Option::None),
                job_type: ::std::result::Result::Ok(::std::option::Option::None),
                limit: ::std::result::Result::Ok(::std::option::Option::None),
                offset: ::std::result::Result::Ok(::std::option::Option::None),
                sort_dir: ::std::result::Result::Ok(::std::option::Option::None),
                sort_key: ::std::result::Result::Ok(::std::option::Option::None),
                state: ::std::result::Result::Ok(::std::option::Option::None),
                tag: ::std::result::Result::Ok(::std::option::Option::None),
                update_since: ::std::result::Result::Ok(::std::option::Option::None),
                update_until: ::std::result::Result::Ok(::std::option::Option::None),
                voice_name: ::std::result::Result::Ok(::std::option::Option::None),
                x_app_user_id: ::std::result::Result::Ok(::std::option::Option::None),
            }
        }
        /// Sets `project_id`.
        ///
        /// The id of the project in the region that is called. The console shows it under My Credentials; IAM returns it with a token and from `GET /v3/projects`.
        ///
        /// If it is not set, the client uses its own. 1 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
        pub fn project_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::ProjectId>,
            <V as ::std::convert::TryInto<types::ProjectId>>::Error: ::std::fmt::Display,
        {
            self.project_id = value
                .try_into()
                .map_err(|error| crate::generated::limits::about("project_id", error));
            self
        }
        /// Sets `batch_name`.
        ///
        /// Only jobs with this batch name.
        ///
        /// 1 to 256 characters.
        pub fn batch_name<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::BatchName>,
            <V as ::std::convert::TryInto<types::BatchName>>::Error: ::std::fmt::Display,
        {
            self.batch_name = value
                .try_into()
                .map(::std::option::Option::Some)
                .map_err(|error| crate::generated::limits::about("batch_name", error));
            self
        }
        /// Sets `create_since`.
        ///
        /// Only jobs created at this time or later. The format is not stated; see [`TimeFilter`](self::super::types::TimeFilter).
        ///
        /// At most 20 characters.
        ///
        /// The value can also be made from a `SystemTime`, which is written in UTC and cut to whole seconds.
        pub fn create_since<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::TimeFilter>,
            <V as ::std::convert::TryInto<
                types::TimeFilter,
            >>::Error: ::std::fmt::Display,
        {
            self.create_since = value
                .try_into()
                .map(::std::option::Option::Some)
                .map_err(|error| crate::generated::limits::about("create_since", error));
            self
        }
        /// Sets `create_until`.
        ///
        /// Only jobs created at this time or before. The format is not stated; see [`TimeFilter`](self::super::types::TimeFilter).
        ///
        /// At most 20 characters.
        ///
        /// The value can also be made from a `SystemTime`, which is written in UTC and cut to whole seconds.
        pub fn create_until<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::TimeFilter>,
            <V as ::std::convert::TryInto<
                types::TimeFilter,
            >>::Error: ::std::fmt::Display,
        {
            self.create_until = value
                .try_into()
                .map(::std::option::Option::Some)
                .map_err(|error| crate::generated::limits::about("create_until", error));
            self
        }
        /// Sets `is_ondemand_resource`.
        ///
        /// `true` for only the jobs that use a pay-per-use credit. What `false` does is not documented.
        pub fn is_ondemand_resource<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<bool>,
            <V as ::std::convert::TryInto<bool>>::Error: ::std::fmt::Display,
        {
            self.is_ondemand_resource = value
                .try_into()
                .map(::std::option::Option::Some)
                .map_err(|error| crate::generated::limits::about(
                    "is_ondemand_resource",
                    error,
                ));
            self
        }
        /// Sets `job_id`.
        ///
        /// Only the job with this id.
        ///
        /// 1 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
        pub fn job_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::JobId>,
            <V as ::std::convert::TryInto<types::JobId>>::Error: ::std::fmt::Display,
        {
            self.job_id = value
                .try_into()
                .map(::std::option::Option::Some)
                .map_err(|error| crate::generated::limits::about("job_id", error));
            self
        }
        /// Sets `job_type`.
        ///
        /// Only jobs of this edition, a value of [`JobType`](self::super::types::JobType).
        ///
        /// 1 to 32 characters.
        ///
        /// The value can also be made from a [`JobType`](self::super::types::JobType).
        pub fn job_type<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::JobTypeFilter>,
            <V as ::std::convert::TryInto<
                types::JobTypeFilter,
            >>::Error: ::std::fmt::Display,
        {
            self.job_type = value
                .try_into()
                .map(::std::option::Option::Some)
                .map_err(|error| crate::generated::limits::about("job_type", error));
            self
        }
        /// Sets `limit`.
        ///
        /// How many entries a page holds at most. The service assumes 10 when absent.
        ///
        /// 1 to 100.
        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<::std::num::NonZeroU32>,
            <V as ::std::convert::TryInto<
                ::std::num::NonZeroU32,
            >>::Error: ::std::fmt::Display,
        {
            self.limit = value
                .try_into()
                .map(::std::option::Option::Some)
                .map_err(|error| crate::generated::limits::about("limit", error));
            self
        }
        /// Sets `offset`.
        ///
        /// How many entries to skip. The service assumes 0 when absent.
        ///
        /// 0 to 2147483647.
        pub fn offset<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<i32>,
            <V as ::std::convert::TryInto<i32>>::Error: ::std::fmt::Display,
        {
            self.offset = value
                .try_into()
                .map(::std::option::Option::Some)
                .map_err(|error| crate::generated::limits::about("offset", error));
            self
        }
        /// Sets `sort_dir`.
        ///
        /// Which way to sort: `desc`, newest first, or `asc`. The service assumes `desc` when absent.
        pub fn sort_dir<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::SortDir>,
            <V as ::std::convert::TryInto<types::SortDir>>::Error: ::std::fmt::Display,
        {
            self.sort_dir = value
                .try_into()
                .map(::std::option::Option::Some)
                .map_err(|error| crate::generated::limits::about("sort_dir", error));
            self
        }
        /// Sets `sort_key`.
        ///
        /// What to sort by: `create_time` or `update_time`. The service assumes `create_time` when absent.
        pub fn sort_key<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::SortKey>,
            <V as ::std::convert::TryInto<types::SortKey>>::Error: ::std::fmt::Display,
        {
            self.sort_key = value
                .try_into()
                .map(::std::option::Option::Some)
                .map_err(|error| crate::generated::limits::about("sort_key", error));
            self
        }
        /// Sets `state`.
        ///
        /// Only jobs in this state, or in one of these states: values of [`JobState`](self::super::types::JobState) joined with commas. The service returns all states when absent.
        ///
        /// 1 to 128 characters.
        ///
        /// The value can also be made from a [`JobState`](self::super::types::JobState), or from several in an array, a slice or a `Vec`.
        pub fn state<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::StateFilter>,
            <V as ::std::convert::TryInto<
                types::StateFilter,
            >>::Error: ::std::fmt::Display,
        {
            self.state = value
                .try_into()
                .map(::std::option::Option::Some)
                .map_err(|error| crate::generated::limits::about("state", error));
            self
        }
        /// Sets `tag`.
        ///
        /// Only jobs with this label, a value of [`JobTag`](self::super::types::JobTag).
        ///
        /// 1 to 32 characters.
        ///
        /// The value can also be made from a [`JobTag`](self::super::types::JobTag).
        pub fn tag<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::TagFilter>,
            <V as ::std::convert::TryInto<types::TagFilter>>::Error: ::std::fmt::Display,
        {
            self.tag = value
                .try_into()
                .map(::std::option::Option::Some)
                .map_err(|error| crate::generated::limits::about("tag", error));
            self
        }
        /// Sets `update_since`.
        ///
        /// Only jobs last changed at this time or later. The format is not stated; see [`TimeFilter`](self::super::types::TimeFilter).
        ///
        /// At most 20 characters.
        ///
        /// The value can also be made from a `SystemTime`, which is written in UTC and cut to whole seconds.
        pub fn update_since<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::TimeFilter>,
            <V as ::std::convert::TryInto<
                types::TimeFilter,
            >>::Error: ::std::fmt::Display,
        {
            self.update_since = value
                .try_into()
                .map(::std::option::Option::Some)
                .map_err(|error| crate::generated::limits::about("update_since", error));
            self
        }
        /// Sets `update_until`.
        ///
        /// Only jobs last changed at this time or before. The format is not stated; see [`TimeFilter`](self::super::types::TimeFilter).
        ///
        /// At most 20 characters.
        ///
        /// The value can also be made from a `SystemTime`, which is written in UTC and cut to whole seconds.
        pub fn update_until<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::TimeFilter>,
            <V as ::std::convert::TryInto<
                types::TimeFilter,
            >>::Error: ::std::fmt::Display,
        {
            self.update_until = value
                .try_into()
                .map(::std::option::Option::Some)
                .map_err(|error| crate::generated::limits::about("update_until", error));
            self
        }
        /// Sets `voice_name`.
        ///
        /// Only jobs for this voice name. Whether the whole name or a part of it has to match is not documented.
        ///
        /// 1 to 256 characters.
        pub fn voice_name<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::VoiceNameFilter>,
            <V as ::std::convert::TryInto<
                types::VoiceNameFilter,
            >>::Error: ::std::fmt::Display,
        {
            self.voice_name = value
                .try_into()
                .map(::std::option::Option::Some)
                .map_err(|error| crate::generated::limits::about("voice_name", error));
            self
        }
        /// Sets `X-App-UserId`.
        ///
        /// The id of one of your own users. By our reading it ties jobs and assets to that user.
        ///
        /// 1 to 256 characters.
        pub fn x_app_user_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::AppUserId>,
            <V as ::std::convert::TryInto<types::AppUserId>>::Error: ::std::fmt::Display,
        {
            self.x_app_user_id = value
                .try_into()
                .map(::std::option::Option::Some)
                .map_err(|error| crate::generated::limits::about(
                    "x_app_user_id",
                    error,
                ));
            self
        }
        #[allow(
            unused_mut,
            clippy::result_large_err,
            reason = "there may be no headers, and the error is progenitor's"
        )]
        fn made(
            self,
        ) -> ::std::result::Result<
            (&'a super::Client, ::reqwest::Request),
            ::progenitor_client::Error,
        > {
            let Self {
                client,
                project_id,
                batch_name,
                create_since,
                create_until,
                is_ondemand_resource,
                job_id,
                job_type,
                limit,
                offset,
                sort_dir,
                sort_key,
                state,
                tag,
                update_since,
                update_until,
                voice_name,
                x_app_user_id,
            } = self;
            let project_id = project_id
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let batch_name = batch_name
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let create_since = create_since
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let create_until = create_until
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let is_ondemand_resource = is_ondemand_resource
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let job_id = job_id.map_err(::progenitor_client::Error::InvalidRequest)?;
            let job_type = job_type.map_err(::progenitor_client::Error::InvalidRequest)?;
            let limit = limit
                .and_then(|value| crate::generated::limits::kept(
                    "limit",
                    value,
                    |value| {
                        value
                            .as_ref()
                            .map_or(
                                ::std::result::Result::Ok(()),
                                |value| crate::generated::limits::whole(
                                    value,
                                    ::std::option::Option::Some(1i128),
                                    ::std::option::Option::Some(100i128),
                                    ::std::option::Option::None,
                                ),
                            )
                    },
                ))
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let offset = offset
                .and_then(|value| crate::generated::limits::kept(
                    "offset",
                    value,
                    |value| {
                        value
                            .as_ref()
                            .map_or(
                                ::std::result::Result::Ok(()),
                                |value| crate::generated::limits::whole(
                                    value,
                                    ::std::option::Option::Some(0i128),
                                    ::std::option::Option::Some(2147483647i128),
                                    ::std::option::Option::None,
                                ),
                            )
                    },
                ))
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let sort_dir = sort_dir.map_err(::progenitor_client::Error::InvalidRequest)?;
            let sort_key = sort_key.map_err(::progenitor_client::Error::InvalidRequest)?;
            let state = state.map_err(::progenitor_client::Error::InvalidRequest)?;
            let tag = tag.map_err(::progenitor_client::Error::InvalidRequest)?;
            let update_since = update_since
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let update_until = update_until
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let voice_name = voice_name
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let x_app_user_id = x_app_user_id
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let url = client
                .inner
                .url(
                    &format!(
                        "/v1/{}/voice-training-manage/user/jobs",
                        ::progenitor_client::encode_path(& project_id.to_string()),
                    ),
                );
            let mut header_map = ::reqwest::header::HeaderMap::new();
            if let ::std::option::Option::Some(value) = x_app_user_id {
                header_map.append("X-App-UserId", value.to_string().try_into()?);
            }
            let request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&::progenitor_client::QueryParam::new("batch_name", &batch_name))
                .query(
                    &::progenitor_client::QueryParam::new("create_since", &create_since),
                )
                .query(
                    &::progenitor_client::QueryParam::new("create_until", &create_until),
                )
                .query(
                    &::progenitor_client::QueryParam::new(
                        "is_ondemand_resource",
                        &is_ondemand_resource,
                    ),
                )
                .query(&::progenitor_client::QueryParam::new("job_id", &job_id))
                .query(&::progenitor_client::QueryParam::new("job_type", &job_type))
                .query(&::progenitor_client::QueryParam::new("limit", &limit))
                .query(&::progenitor_client::QueryParam::new("offset", &offset))
                .query(&::progenitor_client::QueryParam::new("sort_dir", &sort_dir))
                .query(&::progenitor_client::QueryParam::new("sort_key", &sort_key))
                .query(&::progenitor_client::QueryParam::new("state", &state))
                .query(&::progenitor_client::QueryParam::new("tag", &tag))
                .query(
                    &::progenitor_client::QueryParam::new("update_since", &update_since),
                )
                .query(
                    &::progenitor_client::QueryParam::new("update_until", &update_until),
                )
                .query(&::progenitor_client::QueryParam::new("voice_name", &voice_name))
                .headers(header_map)
                .build()?;
            ::std::result::Result::Ok((client, request))
        }
        /// Sends the request, `GET /v1/{project_id}/voice-training-manage/user/jobs`.
        ///
        /// On success: One page of jobs.
        ///
        /// # Errors
        /// Fails if a parameter is missing or not allowed (nothing is sent then), if the service or the gateway refuses the request, or if no response comes or the response cannot be read.
        pub async fn send(
            self,
        ) -> ::std::result::Result<
            crate::Response<types::ListTrainingJobsInfo>,
            crate::Error,
        > {
            crate::http::call(&super::operations::LIST_VOICE_TRAINING_JOB, self.made())
                .await
        }
        /// Returns every entry, page after page: [`Paged`](crate::Paged) sends a request whenever it needs one.
        ///
        /// The stream begins at `offset` and asks for `limit` entries at a time. Without them it begins with the first
        /// entry and asks for 100, the most that the service gives at a time.
        pub fn stream(self) -> crate::Paged<types::TrainingJobInfo> {
            let start = crate::http::Start {
                offset: crate::http::number(&self.offset).unwrap_or(0),
                limit: crate::http::number(&self.limit).unwrap_or(100u64),
            };
            let Self {
                client,
                project_id,
                batch_name,
                create_since,
                create_until,
                is_ondemand_resource,
                job_id,
                job_type,
                limit,
                offset,
                sort_dir,
                sort_key,
                state,
                tag,
                update_since,
                update_until,
                voice_name,
                x_app_user_id,
            } = self;
            let kept_ = ::std::sync::Arc::new((
                client.clone(),
                project_id,
                batch_name,
                create_since,
                create_until,
                is_ondemand_resource,
                job_id,
                job_type,
                limit,
                offset,
                sort_dir,
                sort_key,
                state,
                tag,
                update_since,
                update_until,
                voice_name,
                x_app_user_id,
            ));
            crate::http::pages(
                start,
                ::std::option::Option::Some(|entry| {
                    entry.job_id.as_ref().map(::std::string::ToString::to_string)
                }),
                move |skip_, take_| {
                    let kept_ = kept_.clone();
                    async move {
                        let (
                            client,
                            project_id,
                            batch_name,
                            create_since,
                            create_until,
                            is_ondemand_resource,
                            job_id,
                            job_type,
                            limit,
                            offset,
                            sort_dir,
                            sort_key,
                            state,
                            tag,
                            update_since,
                            update_until,
                            voice_name,
                            x_app_user_id,
                        ) = &*kept_;
                        let request = ListVoiceTrainingJob {
                            client,
                            offset: crate::http::numbered(
                                offset.clone(),
                                "offset",
                                skip_,
                            ),
                            limit: crate::http::numbered(limit.clone(), "limit", take_),
                            project_id: project_id.clone(),
                            batch_name: batch_name.clone(),
                            create_since: create_since.clone(),
                            create_until: create_until.clone(),
                            is_ondemand_resource: is_ondemand_resource.clone(),
                            job_id: job_id.clone(),
                            job_type: job_type.clone(),
                            sort_dir: sort_dir.clone(),
                            sort_key: sort_key.clone(),
                            state: state.clone(),
                            tag: tag.clone(),
                            update_since: update_since.clone(),
                            update_until: update_until.clone(),
                            voice_name: voice_name.clone(),
                            x_app_user_id: x_app_user_id.clone(),
                        };
                        let page = request.send().await?.into_inner();
                        let total = page
                            .count
                            .and_then(|total| u64::try_from(total).ok());
                        ::std::result::Result::Ok(crate::http::Page {
                            entries: page.jobs,
                            total,
                        })
                    }
                },
            )
        }
    }
    /// A request of [`ShowVoiceTrainingJob`](self::super::Client::show_voice_training_job): set its parameters, then `send()`.
    ///
    /// Show a voice training job.
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent before `send()` is awaited"]
    pub struct ShowVoiceTrainingJob<'a> {
        client: &'a super::Client,
        project_id: ::std::result::Result<types::ProjectId, ::std::string::String>,
        job_id: ::std::result::Result<types::JobId, ::std::string::String>,
        x_app_user_id: ::std::result::Result<
            ::std::option::Option<types::AppUserId>,
            ::std::string::String,
        >,
    }
    impl<'a> ShowVoiceTrainingJob<'a> {
        pub(super) fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                project_id: client.inner.project_id(),
                job_id: ::std::result::Result::Err("job_id is missing".to_string()),
                x_app_user_id: ::std::result::Result::Ok(::std::option::Option::None),
            }
        }
        /// Sets `project_id`.
        ///
        /// The id of the project in the region that is called. The console shows it under My Credentials; IAM returns it with a token and from `GET /v3/projects`.
        ///
        /// If it is not set, the client uses its own. 1 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
        pub fn project_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::ProjectId>,
            <V as ::std::convert::TryInto<types::ProjectId>>::Error: ::std::fmt::Display,
        {
            self.project_id = value
                .try_into()
                .map_err(|error| crate::generated::limits::about("project_id", error));
            self
        }
        /// Sets `job_id`.
        ///
        /// The id of the job, from the response of the create operation or from the list.
        ///
        /// Required. 1 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
        pub fn job_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::JobId>,
            <V as ::std::convert::TryInto<types::JobId>>::Error: ::std::fmt::Display,
        {
            self.job_id = value
                .try_into()
                .map_err(|error| crate::generated::limits::about("job_id", error));
            self
        }
        /// Sets `X-App-UserId`.
        ///
        /// The id of one of your own users. By our reading it ties jobs and assets to that user.
        ///
        /// 1 to 256 characters.
        pub fn x_app_user_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::AppUserId>,
            <V as ::std::convert::TryInto<types::AppUserId>>::Error: ::std::fmt::Display,
        {
            self.x_app_user_id = value
                .try_into()
                .map(::std::option::Option::Some)
                .map_err(|error| crate::generated::limits::about(
                    "x_app_user_id",
                    error,
                ));
            self
        }
        #[allow(
            unused_mut,
            clippy::result_large_err,
            reason = "there may be no headers, and the error is progenitor's"
        )]
        fn made(
            self,
        ) -> ::std::result::Result<
            (&'a super::Client, ::reqwest::Request),
            ::progenitor_client::Error,
        > {
            let Self { client, project_id, job_id, x_app_user_id } = self;
            let project_id = project_id
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let job_id = job_id.map_err(::progenitor_client::Error::InvalidRequest)?;
            let x_app_user_id = x_app_user_id
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let url = client
                .inner
                .url(
                    &format!(
                        "/v1/{}/voice-training-manage/user/jobs/{}",
                        ::progenitor_client::encode_path(& project_id.to_string()),
                        ::progenitor_client::encode_path(& job_id.to_string()),
                    ),
                );
            let mut header_map = ::reqwest::header::HeaderMap::new();
            if let ::std::option::Option::Some(value) = x_app_user_id {
                header_map.append("X-App-UserId", value.to_string().try_into()?);
            }
            let request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            ::std::result::Result::Ok((client, request))
        }
        /// Sends the request, `GET /v1/{project_id}/voice-training-manage/user/jobs/{job_id}`.
        ///
        /// On success: The job.
        ///
        /// # Errors
        /// Fails if a parameter is missing or not allowed (nothing is sent then), if the service or the gateway refuses the request, or if no response comes or the response cannot be read.
        pub async fn send(
            self,
        ) -> ::std::result::Result<
            crate::Response<types::TrainingJobInfo>,
            crate::Error,
        > {
            crate::http::call(&super::operations::SHOW_VOICE_TRAINING_JOB, self.made())
                .await
        }
    }
    /// A request of [`CommitVoiceTrainingJob`](self::super::Client::commit_voice_training_job): set its parameters, then `send()`.
    ///
    /// Submit a voice training job.
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent before `send()` is awaited"]
    pub struct CommitVoiceTrainingJob<'a> {
        client: &'a super::Client,
        project_id: ::std::result::Result<types::ProjectId, ::std::string::String>,
        job_id: ::std::result::Result<types::JobId, ::std::string::String>,
        x_app_user_id: ::std::result::Result<
            ::std::option::Option<types::AppUserId>,
            ::std::string::String,
        >,
        body: ::std::result::Result<types::builder::CommitJobReq, ::std::string::String>,
    }
    impl<'a> CommitVoiceTrainingJob<'a> {
        pub(super) fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                project_id: client.inner.project_id(),
                job_id: ::std::result::Result::Err("job_id is missing".to_string()),
                x_app_user_id: ::std::result::Result::Ok(::std::option::Option::None),
                body: ::std::result::Result::Ok(::std::default::Default::default()),
            }
        }
        /// Sets `project_id`.
        ///
        /// The id of the project in the region that is called. The console shows it under My Credentials; IAM returns it with a token and from `GET /v3/projects`.
        ///
        /// If it is not set, the client uses its own. 1 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
        pub fn project_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::ProjectId>,
            <V as ::std::convert::TryInto<types::ProjectId>>::Error: ::std::fmt::Display,
        {
            self.project_id = value
                .try_into()
                .map_err(|error| crate::generated::limits::about("project_id", error));
            self
        }
        /// Sets `job_id`.
        ///
        /// The id of the job, from the response of the create operation or from the list.
        ///
        /// Required. 1 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
        pub fn job_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::JobId>,
            <V as ::std::convert::TryInto<types::JobId>>::Error: ::std::fmt::Display,
        {
            self.job_id = value
                .try_into()
                .map_err(|error| crate::generated::limits::about("job_id", error));
            self
        }
        /// Sets `X-App-UserId`.
        ///
        /// The id of one of your own users. By our reading it ties jobs and assets to that user.
        ///
        /// 1 to 256 characters.
        pub fn x_app_user_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::AppUserId>,
            <V as ::std::convert::TryInto<types::AppUserId>>::Error: ::std::fmt::Display,
        {
            self.x_app_user_id = value
                .try_into()
                .map(::std::option::Option::Some)
                .map_err(|error| crate::generated::limits::about(
                    "x_app_user_id",
                    error,
                ));
            self
        }
        /// Sets the whole body.
        ///
        /// Changes to what was said at creation; `{}` for none.
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::CommitJobReq>,
            <V as ::std::convert::TryInto<
                types::CommitJobReq,
            >>::Error: ::std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(::std::convert::From::from)
                .map_err(|error| crate::generated::limits::about("body", error));
            self
        }
        /// Sets properties of the body with its builder, and keeps those that are set.
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: ::std::ops::FnOnce(
                types::builder::CommitJobReq,
            ) -> types::builder::CommitJobReq,
        {
            self.body = self.body.map(f);
            self
        }
        #[allow(
            unused_mut,
            clippy::result_large_err,
            reason = "there may be no headers, and the error is progenitor's"
        )]
        fn made(
            self,
        ) -> ::std::result::Result<
            (&'a super::Client, ::reqwest::Request),
            ::progenitor_client::Error,
        > {
            let Self { client, project_id, job_id, x_app_user_id, body } = self;
            let project_id = project_id
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let job_id = job_id.map_err(::progenitor_client::Error::InvalidRequest)?;
            let x_app_user_id = x_app_user_id
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let body = body
                .and_then(|v| {
                    types::CommitJobReq::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let url = client
                .inner
                .url(
                    &format!(
                        "/v1/{}/voice-training-manage/user/jobs/{}",
                        ::progenitor_client::encode_path(& project_id.to_string()),
                        ::progenitor_client::encode_path(& job_id.to_string()),
                    ),
                );
            let mut header_map = ::reqwest::header::HeaderMap::new();
            if let ::std::option::Option::Some(value) = x_app_user_id {
                header_map.append("X-App-UserId", value.to_string().try_into()?);
            }
            let request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            ::std::result::Result::Ok((client, request))
        }
        /// Sends the request, `POST /v1/{project_id}/voice-training-manage/user/jobs/{job_id}`.
        ///
        /// On success: The job is submitted. The response has no body.
        ///
        /// # Errors
        /// Fails if a parameter is missing or not allowed (nothing is sent then), if the service or the gateway refuses the request, or if no response comes or the response cannot be read.
        pub async fn send(
            self,
        ) -> ::std::result::Result<crate::Response<()>, crate::Error> {
            crate::http::call_empty(
                    &super::operations::COMMIT_VOICE_TRAINING_JOB,
                    self.made(),
                )
                .await
        }
    }
    /// A request of [`DeleteVoiceTrainingJob`](self::super::Client::delete_voice_training_job): set its parameters, then `send()`.
    ///
    /// Delete a voice training job.
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent before `send()` is awaited"]
    pub struct DeleteVoiceTrainingJob<'a> {
        client: &'a super::Client,
        project_id: ::std::result::Result<types::ProjectId, ::std::string::String>,
        job_id: ::std::result::Result<types::JobId, ::std::string::String>,
        x_app_user_id: ::std::result::Result<
            ::std::option::Option<types::AppUserId>,
            ::std::string::String,
        >,
    }
    impl<'a> DeleteVoiceTrainingJob<'a> {
        pub(super) fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                project_id: client.inner.project_id(),
                job_id: ::std::result::Result::Err("job_id is missing".to_string()),
                x_app_user_id: ::std::result::Result::Ok(::std::option::Option::None),
            }
        }
        /// Sets `project_id`.
        ///
        /// The id of the project in the region that is called. The console shows it under My Credentials; IAM returns it with a token and from `GET /v3/projects`.
        ///
        /// If it is not set, the client uses its own. 1 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
        pub fn project_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::ProjectId>,
            <V as ::std::convert::TryInto<types::ProjectId>>::Error: ::std::fmt::Display,
        {
            self.project_id = value
                .try_into()
                .map_err(|error| crate::generated::limits::about("project_id", error));
            self
        }
        /// Sets `job_id`.
        ///
        /// The id of the job, from the response of the create operation or from the list.
        ///
        /// Required. 1 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
        pub fn job_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::JobId>,
            <V as ::std::convert::TryInto<types::JobId>>::Error: ::std::fmt::Display,
        {
            self.job_id = value
                .try_into()
                .map_err(|error| crate::generated::limits::about("job_id", error));
            self
        }
        /// Sets `X-App-UserId`.
        ///
        /// The id of one of your own users. By our reading it ties jobs and assets to that user.
        ///
        /// 1 to 256 characters.
        pub fn x_app_user_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::AppUserId>,
            <V as ::std::convert::TryInto<types::AppUserId>>::Error: ::std::fmt::Display,
        {
            self.x_app_user_id = value
                .try_into()
                .map(::std::option::Option::Some)
                .map_err(|error| crate::generated::limits::about(
                    "x_app_user_id",
                    error,
                ));
            self
        }
        #[allow(
            unused_mut,
            clippy::result_large_err,
            reason = "there may be no headers, and the error is progenitor's"
        )]
        fn made(
            self,
        ) -> ::std::result::Result<
            (&'a super::Client, ::reqwest::Request),
            ::progenitor_client::Error,
        > {
            let Self { client, project_id, job_id, x_app_user_id } = self;
            let project_id = project_id
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let job_id = job_id.map_err(::progenitor_client::Error::InvalidRequest)?;
            let x_app_user_id = x_app_user_id
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let url = client
                .inner
                .url(
                    &format!(
                        "/v1/{}/voice-training-manage/user/jobs/{}",
                        ::progenitor_client::encode_path(& project_id.to_string()),
                        ::progenitor_client::encode_path(& job_id.to_string()),
                    ),
                );
            let mut header_map = ::reqwest::header::HeaderMap::new();
            if let ::std::option::Option::Some(value) = x_app_user_id {
                header_map.append("X-App-UserId", value.to_string().try_into()?);
            }
            let request = client
                .client
                .delete(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            ::std::result::Result::Ok((client, request))
        }
        /// Sends the request, `DELETE /v1/{project_id}/voice-training-manage/user/jobs/{job_id}`.
        ///
        /// On success: The job is deleted. The response has no body.
        ///
        /// # Errors
        /// Fails if a parameter is missing or not allowed (nothing is sent then), if the service or the gateway refuses the request, or if no response comes or the response cannot be read.
        pub async fn send(
            self,
        ) -> ::std::result::Result<crate::Response<()>, crate::Error> {
            crate::http::call_empty(
                    &super::operations::DELETE_VOICE_TRAINING_JOB,
                    self.made(),
                )
                .await
        }
    }
    /// A request of [`ShowJobUploadingAddress`](self::super::Client::show_job_uploading_address): set its parameters, then `send()`.
    ///
    /// Get fresh upload URLs for a job.
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent before `send()` is awaited"]
    pub struct ShowJobUploadingAddress<'a> {
        client: &'a super::Client,
        project_id: ::std::result::Result<types::ProjectId, ::std::string::String>,
        job_id: ::std::result::Result<types::JobId, ::std::string::String>,
    }
    impl<'a> ShowJobUploadingAddress<'a> {
        pub(super) fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                project_id: client.inner.project_id(),
                job_id: ::std::result::Result::Err("job_id is missing".to_string()),
            }
        }
        /// Sets `project_id`.
        ///
        /// The id of the project in the region that is called. The console shows it under My Credentials; IAM returns it with a token and from `GET /v3/projects`.
        ///
        /// If it is not set, the client uses its own. 1 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
        pub fn project_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::ProjectId>,
            <V as ::std::convert::TryInto<types::ProjectId>>::Error: ::std::fmt::Display,
        {
            self.project_id = value
                .try_into()
                .map_err(|error| crate::generated::limits::about("project_id", error));
            self
        }
        /// Sets `job_id`.
        ///
        /// The id of the job, from the response of the create operation or from the list.
        ///
        /// Required. 1 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
        pub fn job_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::JobId>,
            <V as ::std::convert::TryInto<types::JobId>>::Error: ::std::fmt::Display,
        {
            self.job_id = value
                .try_into()
                .map_err(|error| crate::generated::limits::about("job_id", error));
            self
        }
        #[allow(
            unused_mut,
            clippy::result_large_err,
            reason = "there may be no headers, and the error is progenitor's"
        )]
        fn made(
            self,
        ) -> ::std::result::Result<
            (&'a super::Client, ::reqwest::Request),
            ::progenitor_client::Error,
        > {
            let Self { client, project_id, job_id } = self;
            let project_id = project_id
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let job_id = job_id.map_err(::progenitor_client::Error::InvalidRequest)?;
            let url = client
                .inner
                .url(
                    &format!(
                        "/v1/{}/voice-training-manage/user/jobs/{}/uploading-address-url",
                        ::progenitor_client::encode_path(& project_id.to_string()),
                        ::progenitor_client::encode_path(& job_id.to_string()),
                    ),
                );
            let mut header_map = ::reqwest::header::HeaderMap::new();
            let request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            ::std::result::Result::Ok((client, request))
        }
        /// Sends the request, `GET /v1/{project_id}/voice-training-manage/user/jobs/{job_id}/uploading-address-url`.
        ///
        /// On success: The upload URLs.
        ///
        /// # Errors
        /// Fails if a parameter is missing or not allowed (nothing is sent then), if the service or the gateway refuses the request, or if no response comes or the response cannot be read.
        pub async fn send(
            self,
        ) -> ::std::result::Result<
            crate::Response<types::ShowJobUploadingAddressRsp>,
            crate::Error,
        > {
            crate::http::call(
                    &super::operations::SHOW_JOB_UPLOADING_ADDRESS,
                    self.made(),
                )
                .await
        }
    }
    /// A request of [`ShowJobAuditResult`](self::super::Client::show_job_audit_result): set its parameters, then `send()`.
    ///
    /// Show why a job's review failed.
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent before `send()` is awaited"]
    pub struct ShowJobAuditResult<'a> {
        client: &'a super::Client,
        project_id: ::std::result::Result<types::ProjectId, ::std::string::String>,
        job_id: ::std::result::Result<types::JobId, ::std::string::String>,
    }
    impl<'a> ShowJobAuditResult<'a> {
        pub(super) fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                project_id: client.inner.project_id(),
                job_id: ::std::result::Result::Err("job_id is missing".to_string()),
            }
        }
        /// Sets `project_id`.
        ///
        /// The id of the project in the region that is called. The console shows it under My Credentials; IAM returns it with a token and from `GET /v3/projects`.
        ///
        /// If it is not set, the client uses its own. 1 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
        pub fn project_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::ProjectId>,
            <V as ::std::convert::TryInto<types::ProjectId>>::Error: ::std::fmt::Display,
        {
            self.project_id = value
                .try_into()
                .map_err(|error| crate::generated::limits::about("project_id", error));
            self
        }
        /// Sets `job_id`.
        ///
        /// The id of the job, from the response of the create operation or from the list.
        ///
        /// Required. 1 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
        pub fn job_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::JobId>,
            <V as ::std::convert::TryInto<types::JobId>>::Error: ::std::fmt::Display,
        {
            self.job_id = value
                .try_into()
                .map_err(|error| crate::generated::limits::about("job_id", error));
            self
        }
        #[allow(
            unused_mut,
            clippy::result_large_err,
            reason = "there may be no headers, and the error is progenitor's"
        )]
        fn made(
            self,
        ) -> ::std::result::Result<
            (&'a super::Client, ::reqwest::Request),
            ::progenitor_client::Error,
        > {
            let Self { client, project_id, job_id } = self;
            let project_id = project_id
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let job_id = job_id.map_err(::progenitor_client::Error::InvalidRequest)?;
            let url = client
                .inner
                .url(
                    &format!(
                        "/v1/{}/voice-training-manage/user/jobs/{}/audit-result",
                        ::progenitor_client::encode_path(& project_id.to_string()),
                        ::progenitor_client::encode_path(& job_id.to_string()),
                    ),
                );
            let mut header_map = ::reqwest::header::HeaderMap::new();
            let request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            ::std::result::Result::Ok((client, request))
        }
        /// Sends the request, `GET /v1/{project_id}/voice-training-manage/user/jobs/{job_id}/audit-result`.
        ///
        /// On success: The results of the review.
        ///
        /// # Errors
        /// Fails if a parameter is missing or not allowed (nothing is sent then), if the service or the gateway refuses the request, or if no response comes or the response cannot be read.
        pub async fn send(
            self,
        ) -> ::std::result::Result<crate::Response<types::AuditResult>, crate::Error> {
            crate::http::call(&super::operations::SHOW_JOB_AUDIT_RESULT, self.made())
                .await
        }
    }
    /// A request of [`ListJobOperationLog`](self::super::Client::list_job_operation_log): set its parameters, then `send()`.
    ///
    /// List what happened to a job.
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent before `send()` is awaited"]
    pub struct ListJobOperationLog<'a> {
        client: &'a super::Client,
        project_id: ::std::result::Result<types::ProjectId, ::std::string::String>,
        job_id: ::std::result::Result<types::JobId, ::std::string::String>,
        limit: ::std::result::Result<
            ::std::option::Option<::std::num::NonZeroU32>,
            ::std::string::String,
        >,
        offset: ::std::result::Result<::std::option::Option<i32>, ::std::string::String>,
    }
    impl<'a> ListJobOperationLog<'a> {
        pub(super) fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                project_id: client.inner.project_id(),
                job_id: ::std::result::Result::Err("job_id is missing".to_string()),
                limit: ::std::result::Result::Ok(::std::option::Option::None),
                offset: ::std::result::Result::Ok(::std::option::Option::None),
            }
        }
        /// Sets `project_id`.
        ///
        /// The id of the project in the region that is called. The console shows it under My Credentials; IAM returns it with a token and from `GET /v3/projects`.
        ///
        /// If it is not set, the client uses its own. 1 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
        pub fn project_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::ProjectId>,
            <V as ::std::convert::TryInto<types::ProjectId>>::Error: ::std::fmt::Display,
        {
            self.project_id = value
                .try_into()
                .map_err(|error| crate::generated::limits::about("project_id", error));
            self
        }
        /// Sets `job_id`.
        ///
        /// The id of the job, from the response of the create operation or from the list.
        ///
        /// Required. 1 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
        pub fn job_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::JobId>,
            <V as ::std::convert::TryInto<types::JobId>>::Error: ::std::fmt::Display,
        {
            self.job_id = value
                .try_into()
                .map_err(|error| crate::generated::limits::about("job_id", error));
            self
        }
        /// Sets `limit`.
        ///
        /// How many entries a page holds at most. The service assumes 10 when absent.
        ///
        /// 1 to 100.
        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<::std::num::NonZeroU32>,
            <V as ::std::convert::TryInto<
                ::std::num::NonZeroU32,
            >>::Error: ::std::fmt::Display,
        {
            self.limit = value
                .try_into()
                .map(::std::option::Option::Some)
                .map_err(|error| crate::generated::limits::about("limit", error));
            self
        }
        /// Sets `offset`.
        ///
        /// How many entries to skip. The service assumes 0 when absent.
        ///
        /// 0 to 2147483647.
        pub fn offset<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<i32>,
            <V as ::std::convert::TryInto<i32>>::Error: ::std::fmt::Display,
        {
            self.offset = value
                .try_into()
                .map(::std::option::Option::Some)
                .map_err(|error| crate::generated::limits::about("offset", error));
            self
        }
        #[allow(
            unused_mut,
            clippy::result_large_err,
            reason = "there may be no headers, and the error is progenitor's"
        )]
        fn made(
            self,
        ) -> ::std::result::Result<
            (&'a super::Client, ::reqwest::Request),
            ::progenitor_client::Error,
        > {
            let Self { client, project_id, job_id, limit, offset } = self;
            let project_id = project_id
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let job_id = job_id.map_err(::progenitor_client::Error::InvalidRequest)?;
            let limit = limit
                .and_then(|value| crate::generated::limits::kept(
                    "limit",
                    value,
                    |value| {
                        value
                            .as_ref()
                            .map_or(
                                ::std::result::Result::Ok(()),
                                |value| crate::generated::limits::whole(
                                    value,
                                    ::std::option::Option::Some(1i128),
                                    ::std::option::Option::Some(100i128),
                                    ::std::option::Option::None,
                                ),
                            )
                    },
                ))
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let offset = offset
                .and_then(|value| crate::generated::limits::kept(
                    "offset",
                    value,
                    |value| {
                        value
                            .as_ref()
                            .map_or(
                                ::std::result::Result::Ok(()),
                                |value| crate::generated::limits::whole(
                                    value,
                                    ::std::option::Option::Some(0i128),
                                    ::std::option::Option::Some(2147483647i128),
                                    ::std::option::Option::None,
                                ),
                            )
                    },
                ))
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let url = client
                .inner
                .url(
                    &format!(
                        "/v1/{}/voice-training-manage/user/jobs/{}/op-logs",
                        ::progenitor_client::encode_path(& project_id.to_string()),
                        ::progenitor_client::encode_path(& job_id.to_string()),
                    ),
                );
            let mut header_map = ::reqwest::header::HeaderMap::new();
            let request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&::progenitor_client::QueryParam::new("limit", &limit))
                .query(&::progenitor_client::QueryParam::new("offset", &offset))
                .headers(header_map)
                .build()?;
            ::std::result::Result::Ok((client, request))
        }
        /// Sends the request, `GET /v1/{project_id}/voice-training-manage/user/jobs/{job_id}/op-logs`.
        ///
        /// On success: One page of operations.
        ///
        /// # Errors
        /// Fails if a parameter is missing or not allowed (nothing is sent then), if the service or the gateway refuses the request, or if no response comes or the response cannot be read.
        pub async fn send(
            self,
        ) -> ::std::result::Result<
            crate::Response<types::ListJobOperationLogRsp>,
            crate::Error,
        > {
            crate::http::call(&super::operations::LIST_JOB_OPERATION_LOG, self.made())
                .await
        }
        /// Returns every entry, page after page: [`Paged`](crate::Paged) sends a request whenever it needs one.
        ///
        /// The stream begins at `offset` and asks for `limit` entries at a time. Without them it begins with the first
        /// entry and asks for 100, the most that the service gives at a time.
        pub fn stream(self) -> crate::Paged<types::OperationLogItem> {
            let start = crate::http::Start {
                offset: crate::http::number(&self.offset).unwrap_or(0),
                limit: crate::http::number(&self.limit).unwrap_or(100u64),
            };
            let Self { client, project_id, job_id, limit, offset } = self;
            let kept_ = ::std::sync::Arc::new((
                client.clone(),
                project_id,
                job_id,
                limit,
                offset,
            ));
            crate::http::pages(
                start,
                ::std::option::Option::None,
                move |skip_, take_| {
                    let kept_ = kept_.clone();
                    async move {
                        let (client, project_id, job_id, limit, offset) = &*kept_;
                        let request = ListJobOperationLog {
                            client,
                            offset: crate::http::numbered(
                                offset.clone(),
                                "offset",
                                skip_,
                            ),
                            limit: crate::http::numbered(limit.clone(), "limit", take_),
                            project_id: project_id.clone(),
                            job_id: job_id.clone(),
                        };
                        let page = request.send().await?.into_inner();
                        let total = page
                            .count
                            .and_then(|total| u64::try_from(total).ok());
                        ::std::result::Result::Ok(crate::http::Page {
                            entries: page.operations,
                            total,
                        })
                    }
                },
            )
        }
    }
    /// A request of [`ShowTrainingSegmentInfo`](self::super::Client::show_training_segment_info): set its parameters, then `send()`.
    ///
    /// Show which segments are confirmed.
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent before `send()` is awaited"]
    pub struct ShowTrainingSegmentInfo<'a> {
        client: &'a super::Client,
        project_id: ::std::result::Result<types::ProjectId, ::std::string::String>,
        job_id: ::std::result::Result<types::JobId, ::std::string::String>,
    }
    impl<'a> ShowTrainingSegmentInfo<'a> {
        pub(super) fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                project_id: client.inner.project_id(),
                job_id: ::std::result::Result::Err("job_id is missing".to_string()),
            }
        }
        /// Sets `project_id`.
        ///
        /// The id of the project in the region that is called. The console shows it under My Credentials; IAM returns it with a token and from `GET /v3/projects`.
        ///
        /// If it is not set, the client uses its own. 1 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
        pub fn project_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::ProjectId>,
            <V as ::std::convert::TryInto<types::ProjectId>>::Error: ::std::fmt::Display,
        {
            self.project_id = value
                .try_into()
                .map_err(|error| crate::generated::limits::about("project_id", error));
            self
        }
        /// Sets `job_id`.
        ///
        /// The id of the job, from the response of the create operation or from the list.
        ///
        /// Required. 1 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
        pub fn job_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::JobId>,
            <V as ::std::convert::TryInto<types::JobId>>::Error: ::std::fmt::Display,
        {
            self.job_id = value
                .try_into()
                .map_err(|error| crate::generated::limits::about("job_id", error));
            self
        }
        #[allow(
            unused_mut,
            clippy::result_large_err,
            reason = "there may be no headers, and the error is progenitor's"
        )]
        fn made(
            self,
        ) -> ::std::result::Result<
            (&'a super::Client, ::reqwest::Request),
            ::progenitor_client::Error,
        > {
            let Self { client, project_id, job_id } = self;
            let project_id = project_id
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let job_id = job_id.map_err(::progenitor_client::Error::InvalidRequest)?;
            let url = client
                .inner
                .url(
                    &format!(
                        "/v1/{}/voice-training-manage/user/training-segment",
                        ::progenitor_client::encode_path(& project_id.to_string()),
                    ),
                );
            let mut header_map = ::reqwest::header::HeaderMap::new();
            let request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&::progenitor_client::QueryParam::new("job_id", &job_id))
                .headers(header_map)
                .build()?;
            ::std::result::Result::Ok((client, request))
        }
        /// Sends the request, `GET /v1/{project_id}/voice-training-manage/user/training-segment`.
        ///
        /// On success: The confirmed segments.
        ///
        /// # Errors
        /// Fails if a parameter is missing or not allowed (nothing is sent then), if the service or the gateway refuses the request, or if no response comes or the response cannot be read.
        pub async fn send(
            self,
        ) -> ::std::result::Result<
            crate::Response<types::ShowConfirmedTrainingSegmentRsp>,
            crate::Error,
        > {
            crate::http::call(
                    &super::operations::SHOW_TRAINING_SEGMENT_INFO,
                    self.made(),
                )
                .await
        }
    }
    /// A request of [`ConfirmTrainingSegment`](self::super::Client::confirm_training_segment): set its parameters, then `send()`.
    ///
    /// Check one uploaded segment.
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent before `send()` is awaited"]
    pub struct ConfirmTrainingSegment<'a> {
        client: &'a super::Client,
        project_id: ::std::result::Result<types::ProjectId, ::std::string::String>,
        index: ::std::result::Result<i32, ::std::string::String>,
        job_id: ::std::result::Result<types::JobId, ::std::string::String>,
    }
    impl<'a> ConfirmTrainingSegment<'a> {
        pub(super) fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                project_id: client.inner.project_id(),
                index: ::std::result::Result::Err("index is missing".to_string()),
                job_id: ::std::result::Result::Err("job_id is missing".to_string()),
            }
        }
        /// Sets `project_id`.
        ///
        /// The id of the project in the region that is called. The console shows it under My Credentials; IAM returns it with a token and from `GET /v3/projects`.
        ///
        /// If it is not set, the client uses its own. 1 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
        pub fn project_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::ProjectId>,
            <V as ::std::convert::TryInto<types::ProjectId>>::Error: ::std::fmt::Display,
        {
            self.project_id = value
                .try_into()
                .map_err(|error| crate::generated::limits::about("project_id", error));
            self
        }
        /// Sets `index`.
        ///
        /// The segment's position, from 0. We read it as the position in `audio_uploading_url` and `txt_uploading_url`; no page says so outright.
        ///
        /// Required. 0 to 1024.
        pub fn index<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<i32>,
            <V as ::std::convert::TryInto<i32>>::Error: ::std::fmt::Display,
        {
            self.index = value
                .try_into()
                .map_err(|error| crate::generated::limits::about("index", error));
            self
        }
        /// Sets `job_id`.
        ///
        /// The id of the job, from the response of the create operation or from the list.
        ///
        /// Required. 1 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
        pub fn job_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::JobId>,
            <V as ::std::convert::TryInto<types::JobId>>::Error: ::std::fmt::Display,
        {
            self.job_id = value
                .try_into()
                .map_err(|error| crate::generated::limits::about("job_id", error));
            self
        }
        #[allow(
            unused_mut,
            clippy::result_large_err,
            reason = "there may be no headers, and the error is progenitor's"
        )]
        fn made(
            self,
        ) -> ::std::result::Result<
            (&'a super::Client, ::reqwest::Request),
            ::progenitor_client::Error,
        > {
            let Self { client, project_id, index, job_id } = self;
            let project_id = project_id
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let index = index
                .and_then(|value| crate::generated::limits::kept(
                    "index",
                    value,
                    |value| crate::generated::limits::whole(
                        value,
                        ::std::option::Option::Some(0i128),
                        ::std::option::Option::Some(1024i128),
                        ::std::option::Option::None,
                    ),
                ))
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let job_id = job_id.map_err(::progenitor_client::Error::InvalidRequest)?;
            let url = client
                .inner
                .url(
                    &format!(
                        "/v1/{}/voice-training-manage/user/training-segment",
                        ::progenitor_client::encode_path(& project_id.to_string()),
                    ),
                );
            let mut header_map = ::reqwest::header::HeaderMap::new();
            let request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&::progenitor_client::QueryParam::new("index", &index))
                .query(&::progenitor_client::QueryParam::new("job_id", &job_id))
                .headers(header_map)
                .build()?;
            ::std::result::Result::Ok((client, request))
        }
        /// Sends the request, `POST /v1/{project_id}/voice-training-manage/user/training-segment`.
        ///
        /// On success: The outcome of the check. A segment that does not match is no error.
        ///
        /// # Errors
        /// Fails if a parameter is missing or not allowed (nothing is sent then), if the service or the gateway refuses the request, or if no response comes or the response cannot be read.
        pub async fn send(
            self,
        ) -> ::std::result::Result<
            crate::Response<types::ConfirmTrainingSegmentRsp>,
            crate::Error,
        > {
            crate::http::call(&super::operations::CONFIRM_TRAINING_SEGMENT, self.made())
                .await
        }
    }
    /// A request of [`SetJobBatchName`](self::super::Client::set_job_batch_name): set its parameters, then `send()`.
    ///
    /// Put jobs into a batch.
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent before `send()` is awaited"]
    pub struct SetJobBatchName<'a> {
        client: &'a super::Client,
        project_id: ::std::result::Result<types::ProjectId, ::std::string::String>,
        x_app_user_id: ::std::result::Result<
            ::std::option::Option<types::AppUserId>,
            ::std::string::String,
        >,
        body: ::std::result::Result<
            types::builder::SetJobBatchNameReq,
            ::std::string::String,
        >,
    }
    impl<'a> SetJobBatchName<'a> {
        pub(super) fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                project_id: client.inner.project_id(),
                x_app_user_id: ::std::result::Result::Ok(::std::option::Option::None),
                body: ::std::result::Result::Ok(::std::default::Default::default()),
            }
        }
        /// Sets `project_id`.
        ///
        /// The id of the project in the region that is called. The console shows it under My Credentials; IAM returns it with a token and from `GET /v3/projects`.
        ///
        /// If it is not set, the client uses its own. 1 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
        pub fn project_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::ProjectId>,
            <V as ::std::convert::TryInto<types::ProjectId>>::Error: ::std::fmt::Display,
        {
            self.project_id = value
                .try_into()
                .map_err(|error| crate::generated::limits::about("project_id", error));
            self
        }
        /// Sets `X-App-UserId`.
        ///
        /// The id of one of your own users. By our reading it ties jobs and assets to that user.
        ///
        /// 1 to 256 characters.
        pub fn x_app_user_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::AppUserId>,
            <V as ::std::convert::TryInto<types::AppUserId>>::Error: ::std::fmt::Display,
        {
            self.x_app_user_id = value
                .try_into()
                .map(::std::option::Option::Some)
                .map_err(|error| crate::generated::limits::about(
                    "x_app_user_id",
                    error,
                ));
            self
        }
        /// Sets the whole body.
        ///
        /// The batch name and the jobs.
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::SetJobBatchNameReq>,
            <V as ::std::convert::TryInto<
                types::SetJobBatchNameReq,
            >>::Error: ::std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(::std::convert::From::from)
                .map_err(|error| crate::generated::limits::about("body", error));
            self
        }
        /// Sets properties of the body with its builder, and keeps those that are set.
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: ::std::ops::FnOnce(
                types::builder::SetJobBatchNameReq,
            ) -> types::builder::SetJobBatchNameReq,
        {
            self.body = self.body.map(f);
            self
        }
        #[allow(
            unused_mut,
            clippy::result_large_err,
            reason = "there may be no headers, and the error is progenitor's"
        )]
        fn made(
            self,
        ) -> ::std::result::Result<
            (&'a super::Client, ::reqwest::Request),
            ::progenitor_client::Error,
        > {
            let Self { client, project_id, x_app_user_id, body } = self;
            let project_id = project_id
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let x_app_user_id = x_app_user_id
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let body = body
                .and_then(|v| {
                    types::SetJobBatchNameReq::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let url = client
                .inner
                .url(
                    &format!(
                        "/v1/{}/voice-training-manage/user/batch",
                        ::progenitor_client::encode_path(& project_id.to_string()),
                    ),
                );
            let mut header_map = ::reqwest::header::HeaderMap::new();
            if let ::std::option::Option::Some(value) = x_app_user_id {
                header_map.append("X-App-UserId", value.to_string().try_into()?);
            }
            let request = client
                .client
                .put(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            ::std::result::Result::Ok((client, request))
        }
        /// Sends the request, `PUT /v1/{project_id}/voice-training-manage/user/batch`.
        ///
        /// On success: The jobs have the batch name. The response has no body.
        ///
        /// # Errors
        /// Fails if a parameter is missing or not allowed (nothing is sent then), if the service or the gateway refuses the request, or if no response comes or the response cannot be read.
        pub async fn send(
            self,
        ) -> ::std::result::Result<crate::Response<()>, crate::Error> {
            crate::http::call_empty(&super::operations::SET_JOB_BATCH_NAME, self.made())
                .await
        }
    }
    /// A request of [`ShowTenantDurationCfg`](self::super::Client::show_tenant_duration_cfg): set its parameters, then `send()`.
    ///
    /// Show how long recordings may be.
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent before `send()` is awaited"]
    pub struct ShowTenantDurationCfg<'a> {
        client: &'a super::Client,
        project_id: ::std::result::Result<types::ProjectId, ::std::string::String>,
    }
    impl<'a> ShowTenantDurationCfg<'a> {
        pub(super) fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                project_id: client.inner.project_id(),
            }
        }
        /// Sets `project_id`.
        ///
        /// The id of the project in the region that is called. The console shows it under My Credentials; IAM returns it with a token and from `GET /v3/projects`.
        ///
        /// If it is not set, the client uses its own. 1 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
        pub fn project_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::ProjectId>,
            <V as ::std::convert::TryInto<types::ProjectId>>::Error: ::std::fmt::Display,
        {
            self.project_id = value
                .try_into()
                .map_err(|error| crate::generated::limits::about("project_id", error));
            self
        }
        #[allow(
            unused_mut,
            clippy::result_large_err,
            reason = "there may be no headers, and the error is progenitor's"
        )]
        fn made(
            self,
        ) -> ::std::result::Result<
            (&'a super::Client, ::reqwest::Request),
            ::progenitor_client::Error,
        > {
            let Self { client, project_id } = self;
            let project_id = project_id
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let url = client
                .inner
                .url(
                    &format!(
                        "/v1/{}/voice-training-manage/user/tenant-duration-cfg",
                        ::progenitor_client::encode_path(& project_id.to_string()),
                    ),
                );
            let mut header_map = ::reqwest::header::HeaderMap::new();
            let request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            ::std::result::Result::Ok((client, request))
        }
        /// Sends the request, `GET /v1/{project_id}/voice-training-manage/user/tenant-duration-cfg`.
        ///
        /// On success: The lengths.
        ///
        /// # Errors
        /// Fails if a parameter is missing or not allowed (nothing is sent then), if the service or the gateway refuses the request, or if no response comes or the response cannot be read.
        pub async fn send(
            self,
        ) -> ::std::result::Result<
            crate::Response<types::TenantDurationCfg>,
            crate::Error,
        > {
            crate::http::call(&super::operations::SHOW_TENANT_DURATION_CFG, self.made())
                .await
        }
    }
    /// A request of [`ShowVoiceTrainingQuotas`](self::super::Client::show_voice_training_quotas): set its parameters, then `send()`.
    ///
    /// Show how many training credits are left.
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent before `send()` is awaited"]
    pub struct ShowVoiceTrainingQuotas<'a> {
        client: &'a super::Client,
        project_id: ::std::result::Result<types::ProjectId, ::std::string::String>,
        limit: ::std::result::Result<
            ::std::option::Option<::std::num::NonZeroU32>,
            ::std::string::String,
        >,
        offset: ::std::result::Result<::std::option::Option<i32>, ::std::string::String>,
    }
    impl<'a> ShowVoiceTrainingQuotas<'a> {
        pub(super) fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                project_id: client.inner.project_id(),
                limit: ::std::result::Result::Ok(::std::option::Option::None),
                offset: ::std::result::Result::Ok(::std::option::Option::None),
            }
        }
        /// Sets `project_id`.
        ///
        /// The id of the project in the region that is called. The console shows it under My Credentials; IAM returns it with a token and from `GET /v3/projects`.
        ///
        /// If it is not set, the client uses its own. 1 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
        pub fn project_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::ProjectId>,
            <V as ::std::convert::TryInto<types::ProjectId>>::Error: ::std::fmt::Display,
        {
            self.project_id = value
                .try_into()
                .map_err(|error| crate::generated::limits::about("project_id", error));
            self
        }
        /// Sets `limit`.
        ///
        /// How many entries a page holds at most. The service assumes 10 when absent.
        ///
        /// 1 to 100.
        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<::std::num::NonZeroU32>,
            <V as ::std::convert::TryInto<
                ::std::num::NonZeroU32,
            >>::Error: ::std::fmt::Display,
        {
            self.limit = value
                .try_into()
                .map(::std::option::Option::Some)
                .map_err(|error| crate::generated::limits::about("limit", error));
            self
        }
        /// Sets `offset`.
        ///
        /// How many entries to skip. The service assumes 0 when absent.
        ///
        /// 0 to 2147483647.
        pub fn offset<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<i32>,
            <V as ::std::convert::TryInto<i32>>::Error: ::std::fmt::Display,
        {
            self.offset = value
                .try_into()
                .map(::std::option::Option::Some)
                .map_err(|error| crate::generated::limits::about("offset", error));
            self
        }
        #[allow(
            unused_mut,
            clippy::result_large_err,
            reason = "there may be no headers, and the error is progenitor's"
        )]
        fn made(
            self,
        ) -> ::std::result::Result<
            (&'a super::Client, ::reqwest::Request),
            ::progenitor_client::Error,
        > {
            let Self { client, project_id, limit, offset } = self;
            let project_id = project_id
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let limit = limit
                .and_then(|value| crate::generated::limits::kept(
                    "limit",
                    value,
                    |value| {
                        value
                            .as_ref()
                            .map_or(
                                ::std::result::Result::Ok(()),
                                |value| crate::generated::limits::whole(
                                    value,
                                    ::std::option::Option::Some(1i128),
                                    ::std::option::Option::Some(100i128),
                                    ::std::option::Option::None,
                                ),
                            )
                    },
                ))
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let offset = offset
                .and_then(|value| crate::generated::limits::kept(
                    "offset",
                    value,
                    |value| {
                        value
                            .as_ref()
                            .map_or(
                                ::std::result::Result::Ok(()),
                                |value| crate::generated::limits::whole(
                                    value,
                                    ::std::option::Option::Some(0i128),
                                    ::std::option::Option::Some(2147483647i128),
                                    ::std::option::Option::None,
                                ),
                            )
                    },
                ))
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let url = client
                .inner
                .url(
                    &format!(
                        "/v1/{}/voice-training-manage/quotas",
                        ::progenitor_client::encode_path(& project_id.to_string()),
                    ),
                );
            let mut header_map = ::reqwest::header::HeaderMap::new();
            let request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&::progenitor_client::QueryParam::new("limit", &limit))
                .query(&::progenitor_client::QueryParam::new("offset", &offset))
                .headers(header_map)
                .build()?;
            ::std::result::Result::Ok((client, request))
        }
        /// Sends the request, `GET /v1/{project_id}/voice-training-manage/quotas`.
        ///
        /// On success: The credits.
        ///
        /// # Errors
        /// Fails if a parameter is missing or not allowed (nothing is sent then), if the service or the gateway refuses the request, or if no response comes or the response cannot be read.
        pub async fn send(
            self,
        ) -> ::std::result::Result<
            crate::Response<types::ShowVoiceTrainingQuotasRsp>,
            crate::Error,
        > {
            crate::http::call(
                    &super::operations::SHOW_VOICE_TRAINING_QUOTAS,
                    self.made(),
                )
                .await
        }
        /// Returns every entry, page after page: [`Paged`](crate::Paged) sends a request whenever it needs one.
        ///
        /// The stream begins at `offset` and asks for `limit` entries at a time. Without them it begins with the first
        /// entry and asks for 100, the most that the service gives at a time.
        pub fn stream(self) -> crate::Paged<types::VoiceTrainingResource> {
            let start = crate::http::Start {
                offset: crate::http::number(&self.offset).unwrap_or(0),
                limit: crate::http::number(&self.limit).unwrap_or(100u64),
            };
            let Self { client, project_id, limit, offset } = self;
            let kept_ = ::std::sync::Arc::new((
                client.clone(),
                project_id,
                limit,
                offset,
            ));
            crate::http::pages(
                start,
                ::std::option::Option::None,
                move |skip_, take_| {
                    let kept_ = kept_.clone();
                    async move {
                        let (client, project_id, limit, offset) = &*kept_;
                        let request = ShowVoiceTrainingQuotas {
                            client,
                            offset: crate::http::numbered(
                                offset.clone(),
                                "offset",
                                skip_,
                            ),
                            limit: crate::http::numbered(limit.clone(), "limit", take_),
                            project_id: project_id.clone(),
                        };
                        let page = request.send().await?.into_inner();
                        let total = page
                            .count
                            .and_then(|total| u64::try_from(total).ok());
                        ::std::result::Result::Ok(crate::http::Page {
                            entries: page.resources,
                            total,
                        })
                    }
                },
            )
        }
    }
    /// A request of [`ShowUserReviewAttachmentUploadingAddress`](self::super::Client::show_user_review_attachment_uploading_address): set its parameters, then `send()`.
    ///
    /// Get upload URLs for review attachments.
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent before `send()` is awaited"]
    pub struct ShowUserReviewAttachmentUploadingAddress<'a> {
        client: &'a super::Client,
        project_id: ::std::result::Result<types::ProjectId, ::std::string::String>,
        job_id: ::std::result::Result<types::JobId, ::std::string::String>,
        end_number: ::std::result::Result<
            ::std::option::Option<::std::num::NonZeroU32>,
            ::std::string::String,
        >,
        start_number: ::std::result::Result<
            ::std::option::Option<i32>,
            ::std::string::String,
        >,
    }
    impl<'a> ShowUserReviewAttachmentUploadingAddress<'a> {
        pub(super) fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                project_id: client.inner.project_id(),
                job_id: ::std::result::Result::Err("job_id is missing".to_string()),
                end_number: ::std::result::Result::Ok(::std::option::Option::None),
                start_number: ::std::result::Result::Ok(::std::option::Option::None),
            }
        }
        /// Sets `project_id`.
        ///
        /// The id of the project in the region that is called. The console shows it under My Credentials; IAM returns it with a token and from `GET /v3/projects`.
        ///
        /// If it is not set, the client uses its own. 1 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
        pub fn project_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::ProjectId>,
            <V as ::std::convert::TryInto<types::ProjectId>>::Error: ::std::fmt::Display,
        {
            self.project_id = value
                .try_into()
                .map_err(|error| crate::generated::limits::about("project_id", error));
            self
        }
        /// Sets `job_id`.
        ///
        /// The id of the job, from the response of the create operation or from the list.
        ///
        /// Required. 1 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
        pub fn job_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::JobId>,
            <V as ::std::convert::TryInto<types::JobId>>::Error: ::std::fmt::Display,
        {
            self.job_id = value
                .try_into()
                .map_err(|error| crate::generated::limits::about("job_id", error));
            self
        }
        /// Sets `end_number`.
        ///
        /// The number to stop at. Whether it is included is not documented.
        ///
        /// 1 to 100.
        pub fn end_number<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<::std::num::NonZeroU32>,
            <V as ::std::convert::TryInto<
                ::std::num::NonZeroU32,
            >>::Error: ::std::fmt::Display,
        {
            self.end_number = value
                .try_into()
                .map(::std::option::Option::Some)
                .map_err(|error| crate::generated::limits::about("end_number", error));
            self
        }
        /// Sets `start_number`.
        ///
        /// The number to start at.
        ///
        /// 0 to 99.
        pub fn start_number<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<i32>,
            <V as ::std::convert::TryInto<i32>>::Error: ::std::fmt::Display,
        {
            self.start_number = value
                .try_into()
                .map(::std::option::Option::Some)
                .map_err(|error| crate::generated::limits::about("start_number", error));
            self
        }
        #[allow(
            unused_mut,
            clippy::result_large_err,
            reason = "there may be no headers, and the error is progenitor's"
        )]
        fn made(
            self,
        ) -> ::std::result::Result<
            (&'a super::Client, ::reqwest::Request),
            ::progenitor_client::Error,
        > {
            let Self { client, project_id, job_id, end_number, start_number } = self;
            let project_id = project_id
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let job_id = job_id.map_err(::progenitor_client::Error::InvalidRequest)?;
            let end_number = end_number
                .and_then(|value| crate::generated::limits::kept(
                    "end_number",
                    value,
                    |value| {
                        value
                            .as_ref()
                            .map_or(
                                ::std::result::Result::Ok(()),
                                |value| crate::generated::limits::whole(
                                    value,
                                    ::std::option::Option::Some(1i128),
                                    ::std::option::Option::Some(100i128),
                                    ::std::option::Option::None,
                                ),
                            )
                    },
                ))
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let start_number = start_number
                .and_then(|value| crate::generated::limits::kept(
                    "start_number",
                    value,
                    |value| {
                        value
                            .as_ref()
                            .map_or(
                                ::std::result::Result::Ok(()),
                                |value| crate::generated::limits::whole(
                                    value,
                                    ::std::option::Option::Some(0i128),
                                    ::std::option::Option::Some(99i128),
                                    ::std::option::Option::None,
                                ),
                            )
                    },
                ))
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let url = client
                .inner
                .url(
                    &format!(
                        "/v1/{}/voice-training-manage/user/jobs/{}/review-attachment-uploading-address-url",
                        ::progenitor_client::encode_path(& project_id.to_string()),
                        ::progenitor_client::encode_path(& job_id.to_string()),
                    ),
                );
            let mut header_map = ::reqwest::header::HeaderMap::new();
            let request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&::progenitor_client::QueryParam::new("end_number", &end_number))
                .query(
                    &::progenitor_client::QueryParam::new("start_number", &start_number),
                )
                .headers(header_map)
                .build()?;
            ::std::result::Result::Ok((client, request))
        }
        /// Sends the request, `GET /v1/{project_id}/voice-training-manage/user/jobs/{job_id}/review-attachment-uploading-address-url`.
        ///
        /// On success: The upload URLs.
        ///
        /// # Errors
        /// Fails if a parameter is missing or not allowed (nothing is sent then), if the service or the gateway refuses the request, or if no response comes or the response cannot be read.
        pub async fn send(
            self,
        ) -> ::std::result::Result<
            crate::Response<types::ShowUserReviewAttachmentUploadingAddressRsp>,
            crate::Error,
        > {
            crate::http::call(
                    &super::operations::SHOW_USER_REVIEW_ATTACHMENT_UPLOADING_ADDRESS,
                    self.made(),
                )
                .await
        }
    }
    /// A request of [`CreateShortJob`](self::super::Client::create_short_job): set its parameters, then `send()`.
    ///
    /// Create a short job.
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent before `send()` is awaited"]
    pub struct CreateShortJob<'a> {
        client: &'a super::Client,
        project_id: ::std::result::Result<types::ProjectId, ::std::string::String>,
        x_app_user_id: ::std::result::Result<
            ::std::option::Option<types::AppUserId>,
            ::std::string::String,
        >,
        body: ::std::result::Result<
            types::builder::CreateShortJobReq,
            ::std::string::String,
        >,
    }
    impl<'a> CreateShortJob<'a> {
        pub(super) fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                project_id: client.inner.project_id(),
                x_app_user_id: ::std::result::Result::Ok(::std::option::Option::None),
                body: ::std::result::Result::Ok(::std::default::Default::default()),
            }
        }
        /// Sets `project_id`.
        ///
        /// The id of the project in the region that is called. The console shows it under My Credentials; IAM returns it with a token and from `GET /v3/projects`.
        ///
        /// If it is not set, the client uses its own. 1 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
        pub fn project_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::ProjectId>,
            <V as ::std::convert::TryInto<types::ProjectId>>::Error: ::std::fmt::Display,
        {
            self.project_id = value
                .try_into()
                .map_err(|error| crate::generated::limits::about("project_id", error));
            self
        }
        /// Sets `X-App-UserId`.
        ///
        /// The id of one of your own users. By our reading it ties jobs and assets to that user.
        ///
        /// 1 to 256 characters.
        pub fn x_app_user_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::AppUserId>,
            <V as ::std::convert::TryInto<types::AppUserId>>::Error: ::std::fmt::Display,
        {
            self.x_app_user_id = value
                .try_into()
                .map(::std::option::Option::Some)
                .map_err(|error| crate::generated::limits::about(
                    "x_app_user_id",
                    error,
                ));
            self
        }
        /// Sets the whole body.
        ///
        /// The kind of job.
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::CreateShortJobReq>,
            <V as ::std::convert::TryInto<
                types::CreateShortJobReq,
            >>::Error: ::std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(::std::convert::From::from)
                .map_err(|error| crate::generated::limits::about("body", error));
            self
        }
        /// Sets properties of the body with its builder, and keeps those that are set.
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: ::std::ops::FnOnce(
                types::builder::CreateShortJobReq,
            ) -> types::builder::CreateShortJobReq,
        {
            self.body = self.body.map(f);
            self
        }
        #[allow(
            unused_mut,
            clippy::result_large_err,
            reason = "there may be no headers, and the error is progenitor's"
        )]
        fn made(
            self,
        ) -> ::std::result::Result<
            (&'a super::Client, ::reqwest::Request),
            ::progenitor_client::Error,
        > {
            let Self { client, project_id, x_app_user_id, body } = self;
            let project_id = project_id
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let x_app_user_id = x_app_user_id
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let body = body
                .and_then(|v| {
                    types::CreateShortJobReq::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let url = client
                .inner
                .url(
                    &format!(
                        "/v1/{}/voice-training-manage/user/short-jobs",
                        ::progenitor_client::encode_path(& project_id.to_string()),
                    ),
                );
            let mut header_map = ::reqwest::header::HeaderMap::new();
            if let ::std::option::Option::Some(value) = x_app_user_id {
                header_map.append("X-App-UserId", value.to_string().try_into()?);
            }
            let request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            ::std::result::Result::Ok((client, request))
        }
        /// Sends the request, `POST /v1/{project_id}/voice-training-manage/user/short-jobs`.
        ///
        /// On success: The job exists and waits for its audio.
        ///
        /// # Errors
        /// Fails if a parameter is missing or not allowed (nothing is sent then), if the service or the gateway refuses the request, or if no response comes or the response cannot be read.
        pub async fn send(
            self,
        ) -> ::std::result::Result<
            crate::Response<types::CreateShortJobRsp>,
            crate::Error,
        > {
            crate::http::call(&super::operations::CREATE_SHORT_JOB, self.made()).await
        }
    }
    /// A request of [`ShowShortJob`](self::super::Client::show_short_job): set its parameters, then `send()`.
    ///
    /// Show a short job.
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent before `send()` is awaited"]
    pub struct ShowShortJob<'a> {
        client: &'a super::Client,
        project_id: ::std::result::Result<types::ProjectId, ::std::string::String>,
        job_id: ::std::result::Result<types::JobId, ::std::string::String>,
        x_app_user_id: ::std::result::Result<
            ::std::option::Option<types::AppUserId>,
            ::std::string::String,
        >,
    }
    impl<'a> ShowShortJob<'a> {
        pub(super) fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                project_id: client.inner.project_id(),
                job_id: ::std::result::Result::Err("job_id is missing".to_string()),
                x_app_user_id: ::std::result::Result::Ok(::std::option::Option::None),
            }
        }
        /// Sets `project_id`.
        ///
        /// The id of the project in the region that is called. The console shows it under My Credentials; IAM returns it with a token and from `GET /v3/projects`.
        ///
        /// If it is not set, the client uses its own. 1 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
        pub fn project_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::ProjectId>,
            <V as ::std::convert::TryInto<types::ProjectId>>::Error: ::std::fmt::Display,
        {
            self.project_id = value
                .try_into()
                .map_err(|error| crate::generated::limits::about("project_id", error));
            self
        }
        /// Sets `job_id`.
        ///
        /// The id of the job, from the response of the create operation or from the list.
        ///
        /// Required. 1 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
        pub fn job_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::JobId>,
            <V as ::std::convert::TryInto<types::JobId>>::Error: ::std::fmt::Display,
        {
            self.job_id = value
                .try_into()
                .map_err(|error| crate::generated::limits::about("job_id", error));
            self
        }
        /// Sets `X-App-UserId`.
        ///
        /// The id of one of your own users. By our reading it ties jobs and assets to that user.
        ///
        /// 1 to 256 characters.
        pub fn x_app_user_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::AppUserId>,
            <V as ::std::convert::TryInto<types::AppUserId>>::Error: ::std::fmt::Display,
        {
            self.x_app_user_id = value
                .try_into()
                .map(::std::option::Option::Some)
                .map_err(|error| crate::generated::limits::about(
                    "x_app_user_id",
                    error,
                ));
            self
        }
        #[allow(
            unused_mut,
            clippy::result_large_err,
            reason = "there may be no headers, and the error is progenitor's"
        )]
        fn made(
            self,
        ) -> ::std::result::Result<
            (&'a super::Client, ::reqwest::Request),
            ::progenitor_client::Error,
        > {
            let Self { client, project_id, job_id, x_app_user_id } = self;
            let project_id = project_id
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let job_id = job_id.map_err(::progenitor_client::Error::InvalidRequest)?;
            let x_app_user_id = x_app_user_id
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let url = client
                .inner
                .url(
                    &format!(
                        "/v1/{}/voice-training-manage/user/short-jobs/{}",
                        ::progenitor_client::encode_path(& project_id.to_string()),
                        ::progenitor_client::encode_path(& job_id.to_string()),
                    ),
                );
            let mut header_map = ::reqwest::header::HeaderMap::new();
            if let ::std::option::Option::Some(value) = x_app_user_id {
                header_map.append("X-App-UserId", value.to_string().try_into()?);
            }
            let request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            ::std::result::Result::Ok((client, request))
        }
        /// Sends the request, `GET /v1/{project_id}/voice-training-manage/user/short-jobs/{job_id}`.
        ///
        /// On success: The short job.
        ///
        /// # Errors
        /// Fails if a parameter is missing or not allowed (nothing is sent then), if the service or the gateway refuses the request, or if no response comes or the response cannot be read.
        pub async fn send(
            self,
        ) -> ::std::result::Result<
            crate::Response<types::ShowShortJobRsp>,
            crate::Error,
        > {
            crate::http::call(&super::operations::SHOW_SHORT_JOB, self.made()).await
        }
    }
    /// A request of [`CommitShortJob`](self::super::Client::commit_short_job): set its parameters, then `send()`.
    ///
    /// Start a short job.
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent before `send()` is awaited"]
    pub struct CommitShortJob<'a> {
        client: &'a super::Client,
        project_id: ::std::result::Result<types::ProjectId, ::std::string::String>,
        job_id: ::std::result::Result<types::JobId, ::std::string::String>,
        x_app_user_id: ::std::result::Result<
            ::std::option::Option<types::AppUserId>,
            ::std::string::String,
        >,
    }
    impl<'a> CommitShortJob<'a> {
        pub(super) fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                project_id: client.inner.project_id(),
                job_id: ::std::result::Result::Err("job_id is missing".to_string()),
                x_app_user_id: ::std::result::Result::Ok(::std::option::Option::None),
            }
        }
        /// Sets `project_id`.
        ///
        /// The id of the project in the region that is called. The console shows it under My Credentials; IAM returns it with a token and from `GET /v3/projects`.
        ///
        /// If it is not set, the client uses its own. 1 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
        pub fn project_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::ProjectId>,
            <V as ::std::convert::TryInto<types::ProjectId>>::Error: ::std::fmt::Display,
        {
            self.project_id = value
                .try_into()
                .map_err(|error| crate::generated::limits::about("project_id", error));
            self
        }
        /// Sets `job_id`.
        ///
        /// The id of the job, from the response of the create operation or from the list.
        ///
        /// Required. 1 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
        pub fn job_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::JobId>,
            <V as ::std::convert::TryInto<types::JobId>>::Error: ::std::fmt::Display,
        {
            self.job_id = value
                .try_into()
                .map_err(|error| crate::generated::limits::about("job_id", error));
            self
        }
        /// Sets `X-App-UserId`.
        ///
        /// The id of one of your own users. By our reading it ties jobs and assets to that user.
        ///
        /// 1 to 256 characters.
        pub fn x_app_user_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::AppUserId>,
            <V as ::std::convert::TryInto<types::AppUserId>>::Error: ::std::fmt::Display,
        {
            self.x_app_user_id = value
                .try_into()
                .map(::std::option::Option::Some)
                .map_err(|error| crate::generated::limits::about(
                    "x_app_user_id",
                    error,
                ));
            self
        }
        #[allow(
            unused_mut,
            clippy::result_large_err,
            reason = "there may be no headers, and the error is progenitor's"
        )]
        fn made(
            self,
        ) -> ::std::result::Result<
            (&'a super::Client, ::reqwest::Request),
            ::progenitor_client::Error,
        > {
            let Self { client, project_id, job_id, x_app_user_id } = self;
            let project_id = project_id
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let job_id = job_id.map_err(::progenitor_client::Error::InvalidRequest)?;
            let x_app_user_id = x_app_user_id
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let url = client
                .inner
                .url(
                    &format!(
                        "/v1/{}/voice-training-manage/user/short-jobs/{}",
                        ::progenitor_client::encode_path(& project_id.to_string()),
                        ::progenitor_client::encode_path(& job_id.to_string()),
                    ),
                );
            let mut header_map = ::reqwest::header::HeaderMap::new();
            if let ::std::option::Option::Some(value) = x_app_user_id {
                header_map.append("X-App-UserId", value.to_string().try_into()?);
            }
            let request = client
                .client
                .post(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            ::std::result::Result::Ok((client, request))
        }
        /// Sends the request, `POST /v1/{project_id}/voice-training-manage/user/short-jobs/{job_id}`.
        ///
        /// On success: The job is started. The response has no body.
        ///
        /// # Errors
        /// Fails if a parameter is missing or not allowed (nothing is sent then), if the service or the gateway refuses the request, or if no response comes or the response cannot be read.
        pub async fn send(
            self,
        ) -> ::std::result::Result<crate::Response<()>, crate::Error> {
            crate::http::call_empty(&super::operations::COMMIT_SHORT_JOB, self.made())
                .await
        }
    }
    /// A request of [`ShowEncryptFile`](self::super::Client::show_encrypt_file): set its parameters, then `send()`.
    ///
    /// Download a file with a one-time token.
    #[derive(Clone)]
    #[must_use = "nothing is sent before `send()` is awaited"]
    pub struct ShowEncryptFile<'a> {
        client: &'a super::Client,
        job_id: ::std::result::Result<types::JobId, ::std::string::String>,
        once_token: ::std::result::Result<types::OnceToken, ::std::string::String>,
        tenant_id: ::std::result::Result<types::TenantId, ::std::string::String>,
    }
    impl<'a> ShowEncryptFile<'a> {
        pub(super) fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                job_id: ::std::result::Result::Err("job_id is missing".to_string()),
                once_token: ::std::result::Result::Err(
                    "once_token is missing".to_string(),
                ),
                tenant_id: ::std::result::Result::Err("tenant_id is missing".to_string()),
            }
        }
        /// Sets `job_id`.
        ///
        /// The id of the job, from the response of the create operation or from the list.
        ///
        /// Required. 1 to 64 characters, matching `^[A-Za-z0-9_-]+$`.
        pub fn job_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::JobId>,
            <V as ::std::convert::TryInto<types::JobId>>::Error: ::std::fmt::Display,
        {
            self.job_id = value
                .try_into()
                .map_err(|error| crate::generated::limits::about("job_id", error));
            self
        }
        /// Sets `once_token`.
        ///
        /// The one-time token, exactly 64 characters.
        ///
        /// Required. Exactly 64 characters.
        pub fn once_token<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::OnceToken>,
            <V as ::std::convert::TryInto<types::OnceToken>>::Error: ::std::fmt::Display,
        {
            self.once_token = value
                .try_into()
                .map_err(|error| crate::generated::limits::about("once_token", error));
            self
        }
        /// Sets `tenant_id`.
        ///
        /// The tenant's id.
        ///
        /// Required. 1 to 64 characters.
        pub fn tenant_id<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<types::TenantId>,
            <V as ::std::convert::TryInto<types::TenantId>>::Error: ::std::fmt::Display,
        {
            self.tenant_id = value
                .try_into()
                .map_err(|error| crate::generated::limits::about("tenant_id", error));
            self
        }
        #[allow(
            unused_mut,
            clippy::result_large_err,
            reason = "there may be no headers, and the error is progenitor's"
        )]
        fn made(
            self,
        ) -> ::std::result::Result<
            (&'a super::Client, ::reqwest::Request),
            ::progenitor_client::Error,
        > {
            let Self { client, job_id, once_token, tenant_id } = self;
            let job_id = job_id.map_err(::progenitor_client::Error::InvalidRequest)?;
            let once_token = once_token
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let tenant_id = tenant_id
                .map_err(::progenitor_client::Error::InvalidRequest)?;
            let url = client
                .inner
                .url("/v1/voice-training-manage/common/encrypt-file-download");
            let mut header_map = ::reqwest::header::HeaderMap::new();
            let request = client
                .client
                .get(url)
                .query(&::progenitor_client::QueryParam::new("job_id", &job_id))
                .query(&::progenitor_client::QueryParam::new("once_token", &once_token))
                .query(&::progenitor_client::QueryParam::new("tenant_id", &tenant_id))
                .headers(header_map)
                .build()?;
            ::std::result::Result::Ok((client, request))
        }
        /// Sends the request, `GET /v1/voice-training-manage/common/encrypt-file-download`.
        ///
        /// On success: The bytes of the file.
        ///
        /// # Errors
        /// Fails if a parameter is missing or not allowed (nothing is sent then), if the service or the gateway refuses the request, or if no response comes or the response cannot be read.
        pub async fn send(
            self,
        ) -> ::std::result::Result<
            crate::Response<::progenitor_client::ByteStream>,
            crate::Error,
        > {
            crate::http::call_streamed(
                    &super::operations::SHOW_ENCRYPT_FILE,
                    self.made(),
                )
                .await
        }
    }
    impl<'a> ::std::fmt::Debug for ShowEncryptFile<'a> {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.debug_struct("ShowEncryptFile")
                .field("client", &self.client)
                .field("job_id", &self.job_id)
                .field("once_token", &format_args!("***"))
                .field("tenant_id", &self.tenant_id)
                .finish()
        }
    }
}
/// The version of the spec that the client was generated from: its `info.version`.
pub const SPEC_VERSION: &str = "0.2.0";
/// The operations of the API as data, read from the spec.
pub(crate) mod operations {
    use crate::operation::{Idempotency, Operation};
    /// Every operation, in the order of the spec.
    pub const ALL: &[Operation] = &[
        CREATE_TRAINING_BASIC_JOB,
        CREATE_TRAINING_MIDDLE_JOB,
        CREATE_TRAINING_ADVANCE_JOB,
        CREATE_TRAINING_THIRD_PARTY_JOB,
        LIST_VOICE_TRAINING_JOB,
        SHOW_VOICE_TRAINING_JOB,
        COMMIT_VOICE_TRAINING_JOB,
        DELETE_VOICE_TRAINING_JOB,
        SHOW_JOB_UPLOADING_ADDRESS,
        SHOW_JOB_AUDIT_RESULT,
        LIST_JOB_OPERATION_LOG,
        SHOW_TRAINING_SEGMENT_INFO,
        CONFIRM_TRAINING_SEGMENT,
        SET_JOB_BATCH_NAME,
        SHOW_TENANT_DURATION_CFG,
        SHOW_VOICE_TRAINING_QUOTAS,
        SHOW_USER_REVIEW_ATTACHMENT_UPLOADING_ADDRESS,
        CREATE_SHORT_JOB,
        SHOW_SHORT_JOB,
        COMMIT_SHORT_JOB,
        SHOW_ENCRYPT_FILE,
    ];
    /// Create a basic voice training job.
    pub const CREATE_TRAINING_BASIC_JOB: Operation = Operation {
        id: "CreateTrainingBasicJob",
        method: "POST",
        path: "/v1/{project_id}/voice-training-manage/user/basic-jobs",
        idempotency: Idempotency::Reconcile,
        rate_limits: &[],
    };
    /// Create an advanced (MIDDLE) voice training job.
    pub const CREATE_TRAINING_MIDDLE_JOB: Operation = Operation {
        id: "CreateTrainingMiddleJob",
        method: "POST",
        path: "/v1/{project_id}/voice-training-manage/user/middle-jobs",
        idempotency: Idempotency::Reconcile,
        rate_limits: &[],
    };
    /// Create a premium (ADVANCE) voice training job.
    pub const CREATE_TRAINING_ADVANCE_JOB: Operation = Operation {
        id: "CreateTrainingAdvanceJob",
        method: "POST",
        path: "/v1/{project_id}/voice-training-manage/user/advance-jobs",
        idempotency: Idempotency::Reconcile,
        rate_limits: &[
            ("cn-north-4", 10u32),
            ("cn-east-3", 3u32),
            ("ap-southeast-3", 3u32),
        ],
    };
    /// Create a third-party voice training job.
    pub const CREATE_TRAINING_THIRD_PARTY_JOB: Operation = Operation {
        id: "CreateTrainingThirdPartyJob",
        method: "POST",
        path: "/v1/{project_id}/voice-training-manage/user/third-party-jobs",
        idempotency: Idempotency::Reconcile,
        rate_limits: &[],
    };
    /// List voice training jobs.
    pub const LIST_VOICE_TRAINING_JOB: Operation = Operation {
        id: "ListVoiceTrainingJob",
        method: "GET",
        path: "/v1/{project_id}/voice-training-manage/user/jobs",
        idempotency: Idempotency::Safe,
        rate_limits: &[
            ("cn-north-4", 20u32),
            ("cn-east-3", 10u32),
            ("ap-southeast-3", 10u32),
        ],
    };
    /// Show a voice training job.
    pub const SHOW_VOICE_TRAINING_JOB: Operation = Operation {
        id: "ShowVoiceTrainingJob",
        method: "GET",
        path: "/v1/{project_id}/voice-training-manage/user/jobs/{job_id}",
        idempotency: Idempotency::Safe,
        rate_limits: &[
            ("cn-north-4", 20u32),
            ("cn-east-3", 10u32),
            ("ap-southeast-3", 10u32),
        ],
    };
    /// Submit a voice training job.
    pub const COMMIT_VOICE_TRAINING_JOB: Operation = Operation {
        id: "CommitVoiceTrainingJob",
        method: "POST",
        path: "/v1/{project_id}/voice-training-manage/user/jobs/{job_id}",
        idempotency: Idempotency::Reconcile,
        rate_limits: &[
            ("cn-north-4", 10u32),
            ("cn-east-3", 3u32),
            ("ap-southeast-3", 3u32),
        ],
    };
    /// Delete a voice training job.
    pub const DELETE_VOICE_TRAINING_JOB: Operation = Operation {
        id: "DeleteVoiceTrainingJob",
        method: "DELETE",
        path: "/v1/{project_id}/voice-training-manage/user/jobs/{job_id}",
        idempotency: Idempotency::Idempotent,
        rate_limits: &[],
    };
    /// Get fresh upload URLs for a job.
    pub const SHOW_JOB_UPLOADING_ADDRESS: Operation = Operation {
        id: "ShowJobUploadingAddress",
        method: "GET",
        path: "/v1/{project_id}/voice-training-manage/user/jobs/{job_id}/uploading-address-url",
        idempotency: Idempotency::Safe,
        rate_limits: &[],
    };
    /// Show why a job's review failed.
    pub const SHOW_JOB_AUDIT_RESULT: Operation = Operation {
        id: "ShowJobAuditResult",
        method: "GET",
        path: "/v1/{project_id}/voice-training-manage/user/jobs/{job_id}/audit-result",
        idempotency: Idempotency::Safe,
        rate_limits: &[
            ("cn-north-4", 20u32),
            ("cn-east-3", 10u32),
            ("ap-southeast-3", 10u32),
        ],
    };
    /// List what happened to a job.
    pub const LIST_JOB_OPERATION_LOG: Operation = Operation {
        id: "ListJobOperationLog",
        method: "GET",
        path: "/v1/{project_id}/voice-training-manage/user/jobs/{job_id}/op-logs",
        idempotency: Idempotency::Safe,
        rate_limits: &[],
    };
    /// Show which segments are confirmed.
    pub const SHOW_TRAINING_SEGMENT_INFO: Operation = Operation {
        id: "ShowTrainingSegmentInfo",
        method: "GET",
        path: "/v1/{project_id}/voice-training-manage/user/training-segment",
        idempotency: Idempotency::Safe,
        rate_limits: &[
            ("cn-north-4", 20u32),
            ("cn-east-3", 10u32),
            ("ap-southeast-3", 10u32),
        ],
    };
    /// Check one uploaded segment.
    pub const CONFIRM_TRAINING_SEGMENT: Operation = Operation {
        id: "ConfirmTrainingSegment",
        method: "POST",
        path: "/v1/{project_id}/voice-training-manage/user/training-segment",
        idempotency: Idempotency::Never,
        rate_limits: &[
            ("cn-north-4", 10u32),
            ("cn-east-3", 3u32),
            ("ap-southeast-3", 3u32),
        ],
    };
    /// Put jobs into a batch.
    pub const SET_JOB_BATCH_NAME: Operation = Operation {
        id: "SetJobBatchName",
        method: "PUT",
        path: "/v1/{project_id}/voice-training-manage/user/batch",
        idempotency: Idempotency::Idempotent,
        rate_limits: &[
            ("cn-north-4", 10u32),
            ("cn-east-3", 3u32),
            ("ap-southeast-3", 3u32),
        ],
    };
    /// Show how long recordings may be.
    pub const SHOW_TENANT_DURATION_CFG: Operation = Operation {
        id: "ShowTenantDurationCfg",
        method: "GET",
        path: "/v1/{project_id}/voice-training-manage/user/tenant-duration-cfg",
        idempotency: Idempotency::Safe,
        rate_limits: &[],
    };
    /// Show how many training credits are left.
    pub const SHOW_VOICE_TRAINING_QUOTAS: Operation = Operation {
        id: "ShowVoiceTrainingQuotas",
        method: "GET",
        path: "/v1/{project_id}/voice-training-manage/quotas",
        idempotency: Idempotency::Safe,
        rate_limits: &[],
    };
    /// Get upload URLs for review attachments.
    pub const SHOW_USER_REVIEW_ATTACHMENT_UPLOADING_ADDRESS: Operation = Operation {
        id: "ShowUserReviewAttachmentUploadingAddress",
        method: "GET",
        path: "/v1/{project_id}/voice-training-manage/user/jobs/{job_id}/review-attachment-uploading-address-url",
        idempotency: Idempotency::Safe,
        rate_limits: &[],
    };
    /// Create a short job.
    pub const CREATE_SHORT_JOB: Operation = Operation {
        id: "CreateShortJob",
        method: "POST",
        path: "/v1/{project_id}/voice-training-manage/user/short-jobs",
        idempotency: Idempotency::Never,
        rate_limits: &[],
    };
    /// Show a short job.
    pub const SHOW_SHORT_JOB: Operation = Operation {
        id: "ShowShortJob",
        method: "GET",
        path: "/v1/{project_id}/voice-training-manage/user/short-jobs/{job_id}",
        idempotency: Idempotency::Safe,
        rate_limits: &[],
    };
    /// Start a short job.
    pub const COMMIT_SHORT_JOB: Operation = Operation {
        id: "CommitShortJob",
        method: "POST",
        path: "/v1/{project_id}/voice-training-manage/user/short-jobs/{job_id}",
        idempotency: Idempotency::Never,
        rate_limits: &[],
    };
    /// Download a file with a one-time token.
    pub const SHOW_ENCRYPT_FILE: Operation = Operation {
        id: "ShowEncryptFile",
        method: "GET",
        path: "/v1/voice-training-manage/common/encrypt-file-download",
        idempotency: Idempotency::Never,
        rate_limits: &[],
    };
}
/// The codes of error responses as data, read from the spec.
pub(crate) mod error_codes {
    /// Every code that the spec knows, in the order of the codes.
    pub const ALL: &[crate::error_code::ErrorCode] = &[
        crate::error_code::ErrorCode {
            code: "APIGW.0101",
            service: "APIGW",
            statuses: &[404u16],
            class: crate::error_code::ErrorClass::NotFound,
            meaning: "The API does not exist, or is not published.",
            advice: ::std::option::Option::Some("check the region or endpoint"),
            source: "Error code pages and FAQs of Huawei's API Gateway, 2026-11-22. The page of the APIGW codes could not be read; the APIG table of the user guide runs parallel to it. Its size limits are those of dedicated gateways.",
        },
        crate::error_code::ErrorCode {
            code: "APIGW.0103",
            service: "APIGW",
            statuses: &[500u16],
            class: crate::error_code::ErrorClass::Server,
            meaning: "A backend, a plug-in or a configuration is missing in the gateway.",
            advice: ::std::option::Option::None,
            source: "Error code pages and FAQs of Huawei's API Gateway, 2026-11-22. The page of the APIGW codes could not be read; the APIG table of the user guide runs parallel to it. Its size limits are those of dedicated gateways.",
        },
        crate::error_code::ErrorCode {
            code: "APIGW.0104",
            service: "APIGW",
            statuses: &[500u16],
            class: crate::error_code::ErrorClass::Server,
            meaning: "A backend, a plug-in or a configuration is missing in the gateway.",
            advice: ::std::option::Option::None,
            source: "Error code pages and FAQs of Huawei's API Gateway, 2026-11-22. The page of the APIGW codes could not be read; the APIG table of the user guide runs parallel to it. Its size limits are those of dedicated gateways.",
        },
        crate::error_code::ErrorCode {
            code: "APIGW.0105",
            service: "APIGW",
            statuses: &[500u16],
            class: crate::error_code::ErrorClass::Server,
            meaning: "A backend, a plug-in or a configuration is missing in the gateway.",
            advice: ::std::option::Option::None,
            source: "Error code pages and FAQs of Huawei's API Gateway, 2026-11-22. The page of the APIGW codes could not be read; the APIG table of the user guide runs parallel to it. Its size limits are those of dedicated gateways.",
        },
        crate::error_code::ErrorCode {
            code: "APIGW.0106",
            service: "APIGW",
            statuses: &[400u16],
            class: crate::error_code::ErrorClass::Server,
            meaning: "The gateway's orchestration of the API failed.",
            advice: ::std::option::Option::None,
            source: "Error code pages and FAQs of Huawei's API Gateway, 2026-11-22. The page of the APIGW codes could not be read; the APIG table of the user guide runs parallel to it. Its size limits are those of dedicated gateways.",
        },
        crate::error_code::ErrorCode {
            code: "APIGW.0201",
            service: "APIGW",
            statuses: &[400u16, 413u16, 414u16, 494u16, 502u16, 504u16],
            class: crate::error_code::ErrorClass::Server,
            meaning: "The request is bad or too large (400, 413, 414, 494), or the service behind the gateway is not available (502) or too slow (504).",
            advice: ::std::option::Option::None,
            source: "Error code pages and FAQs of Huawei's API Gateway, 2026-11-22. The page of the APIGW codes could not be read; the APIG table of the user guide runs parallel to it. Its size limits are those of dedicated gateways.",
        },
        crate::error_code::ErrorCode {
            code: "APIGW.0301",
            service: "APIGW",
            statuses: &[401u16],
            class: crate::error_code::ErrorClass::Credentials,
            meaning: "The signature, the token, or the account is not accepted.",
            advice: ::std::option::Option::Some("check the credentials"),
            source: "Error code pages and FAQs of Huawei's API Gateway, 2026-11-22. The page of the APIGW codes could not be read; the APIG table of the user guide runs parallel to it. Its size limits are those of dedicated gateways.",
        },
        crate::error_code::ErrorCode {
            code: "APIGW.0302",
            service: "APIGW",
            statuses: &[403u16],
            class: crate::error_code::ErrorClass::Permission,
            meaning: "The IAM user may not call this API.",
            advice: ::std::option::Option::Some(
                "the IAM user needs a permission such as MetaStudio FullAccess",
            ),
            source: "Error code pages and FAQs of Huawei's API Gateway, 2026-11-22. The page of the APIGW codes could not be read; the APIG table of the user guide runs parallel to it. Its size limits are those of dedicated gateways.",
        },
        crate::error_code::ErrorCode {
            code: "APIGW.0303",
            service: "APIGW",
            statuses: &[401u16],
            class: crate::error_code::ErrorClass::Credentials,
            meaning: "The authentication of an app failed, or the signature has expired.",
            advice: ::std::option::Option::Some("check the credentials"),
            source: "Error code pages and FAQs of Huawei's API Gateway, 2026-11-22. The page of the APIGW codes could not be read; the APIG table of the user guide runs parallel to it. Its size limits are those of dedicated gateways.",
        },
        crate::error_code::ErrorCode {
            code: "APIGW.0304",
            service: "APIGW",
            statuses: &[403u16],
            class: crate::error_code::ErrorClass::Permission,
            meaning: "The app may not call this API.",
            advice: ::std::option::Option::None,
            source: "General knowledge of Huawei Cloud, 2026-11-22. Not read on any page.",
        },
        crate::error_code::ErrorCode {
            code: "APIGW.0305",
            service: "APIGW",
            statuses: &[401u16],
            class: crate::error_code::ErrorClass::Credentials,
            meaning: "The authentication failed.",
            advice: ::std::option::Option::Some("check the credentials"),
            source: "General knowledge of Huawei Cloud, 2026-11-22. Not read on any page.",
        },
        crate::error_code::ErrorCode {
            code: "APIGW.0306",
            service: "APIGW",
            statuses: &[403u16],
            class: crate::error_code::ErrorClass::Permission,
            meaning: "The access is denied.",
            advice: ::std::option::Option::None,
            source: "General knowledge of Huawei Cloud, 2026-11-22. Not read on any page.",
        },
        crate::error_code::ErrorCode {
            code: "APIGW.0307",
            service: "APIGW",
            statuses: &[401u16],
            class: crate::error_code::ErrorClass::Token,
            meaning: "The token has expired, or is from another region.",
            advice: ::std::option::Option::Some(
                "get a new token, and one that is scoped to this region's project",
            ),
            source: "Error code pages and FAQs of Huawei's API Gateway, 2026-11-22. The page of the APIGW codes could not be read; the APIG table of the user guide runs parallel to it. Its size limits are those of dedicated gateways.",
        },
        crate::error_code::ErrorCode {
            code: "APIGW.0308",
            service: "APIGW",
            statuses: &[429u16],
            class: crate::error_code::ErrorClass::Throttled,
            meaning: "More requests came than are allowed.",
            advice: ::std::option::Option::Some(
                "too many requests: wait a few seconds and send it again",
            ),
            source: "Error code pages and FAQs of Huawei's API Gateway, 2026-11-22. The page of the APIGW codes could not be read; the APIG table of the user guide runs parallel to it. Its size limits are those of dedicated gateways.",
        },
        crate::error_code::ErrorCode {
            code: "APIGW.0310",
            service: "APIGW",
            statuses: &[403u16],
            class: crate::error_code::ErrorClass::Permission,
            meaning: "The project is not available.",
            advice: ::std::option::Option::None,
            source: "General knowledge of Huawei Cloud, 2026-11-22. Not read on any page.",
        },
        crate::error_code::ErrorCode {
            code: "APIGW.0601",
            service: "APIGW",
            statuses: &[500u16],
            class: crate::error_code::ErrorClass::Server,
            meaning: "The gateway has an internal error.",
            advice: ::std::option::Option::None,
            source: "General knowledge of Huawei Cloud, 2026-11-22. Not read on any page.",
        },
        crate::error_code::ErrorCode {
            code: "APIGW.0602",
            service: "APIGW",
            statuses: &[400u16],
            class: crate::error_code::ErrorClass::Request,
            meaning: "The request is bad.",
            advice: ::std::option::Option::None,
            source: "General knowledge of Huawei Cloud, 2026-11-22. Not read on any page.",
        },
        crate::error_code::ErrorCode {
            code: "APIGW.0610",
            service: "APIGW",
            statuses: &[502u16, 504u16],
            class: crate::error_code::ErrorClass::Server,
            meaning: "The service behind the gateway is at fault or does not respond.",
            advice: ::std::option::Option::None,
            source: "General knowledge of Huawei Cloud, 2026-11-22. Not read on any page.",
        },
        crate::error_code::ErrorCode {
            code: "APIGW.0611",
            service: "APIGW",
            statuses: &[502u16, 504u16],
            class: crate::error_code::ErrorClass::Server,
            meaning: "The service behind the gateway is at fault or does not respond.",
            advice: ::std::option::Option::None,
            source: "General knowledge of Huawei Cloud, 2026-11-22. Not read on any page.",
        },
        crate::error_code::ErrorCode {
            code: "APIGW.0612",
            service: "APIGW",
            statuses: &[502u16, 504u16],
            class: crate::error_code::ErrorClass::Server,
            meaning: "The service behind the gateway is at fault or does not respond.",
            advice: ::std::option::Option::None,
            source: "General knowledge of Huawei Cloud, 2026-11-22. Not read on any page.",
        },
        crate::error_code::ErrorCode {
            code: "APIGW.0705",
            service: "APIGW",
            statuses: &[500u16],
            class: crate::error_code::ErrorClass::Server,
            meaning: "The gateway's signature for the service behind it is at fault.",
            advice: ::std::option::Option::None,
            source: "Error code pages and FAQs of Huawei's API Gateway, 2026-11-22. The page of the APIGW codes could not be read; the APIG table of the user guide runs parallel to it. Its size limits are those of dedicated gateways.",
        },
        crate::error_code::ErrorCode {
            code: "AccessDenied",
            service: "OBS",
            statuses: &[403u16],
            class: crate::error_code::ErrorClass::PresignedUrl,
            meaning: "The URL does not allow this; it may have expired.",
            advice: ::std::option::Option::Some(
                "get a new URL (ShowJobUploadingAddress) and upload again",
            ),
            source: "Error code pages of Huawei's object storage service, 2026-11-22. Responses of the upload URLs. The tables were seen in part.",
        },
        crate::error_code::ErrorCode {
            code: "BadDigest",
            service: "OBS",
            statuses: &[400u16],
            class: crate::error_code::ErrorClass::PresignedUrl,
            meaning: "The Content-MD5 that was sent does not fit the body.",
            advice: ::std::option::Option::None,
            source: "Error code pages of Huawei's object storage service, 2026-11-22. Responses of the upload URLs. The tables were seen in part.",
        },
        crate::error_code::ErrorCode {
            code: "EntityTooLarge",
            service: "OBS",
            statuses: &[400u16],
            class: crate::error_code::ErrorClass::File,
            meaning: "The object is larger than one upload may be.",
            advice: ::std::option::Option::Some("split the recording"),
            source: "The error codes of S3, with which OBS is compatible, 2026-11-22. The part of Huawei's table that would hold them was not seen.",
        },
        crate::error_code::ErrorCode {
            code: "IAM.0001",
            service: "IAM",
            statuses: &[401u16],
            class: crate::error_code::ErrorClass::Credentials,
            meaning: "The request needs authentication.",
            advice: ::std::option::Option::Some("check the credentials"),
            source: "https://support.huaweicloud.com/api-iam/iam_02_0006.html, 2026-11-24. The day it was read, and only in part; the rest is from the examples on the pages of single operations. The operations under /v3/auth respond without a code.",
        },
        crate::error_code::ErrorCode {
            code: "IAM.0003",
            service: "IAM",
            statuses: &[403u16],
            class: crate::error_code::ErrorClass::Permission,
            meaning: "The policies of the IAM user do not allow it.",
            advice: ::std::option::Option::None,
            source: "https://support.huaweicloud.com/api-iam/iam_02_0006.html, 2026-11-24. The day it was read, and only in part; the rest is from the examples on the pages of single operations. The operations under /v3/auth respond without a code.",
        },
        crate::error_code::ErrorCode {
            code: "IAM.0004",
            service: "IAM",
            statuses: &[404u16],
            class: crate::error_code::ErrorClass::NotFound,
            meaning: "What the request names does not exist.",
            advice: ::std::option::Option::None,
            source: "https://support.huaweicloud.com/api-iam/iam_02_0006.html, 2026-11-24. The day it was read, and only in part; the rest is from the examples on the pages of single operations. The operations under /v3/auth respond without a code.",
        },
        crate::error_code::ErrorCode {
            code: "IAM.0006",
            service: "IAM",
            statuses: &[500u16],
            class: crate::error_code::ErrorClass::Server,
            meaning: "IAM has an internal error.",
            advice: ::std::option::Option::None,
            source: "https://support.huaweicloud.com/api-iam/iam_02_0006.html, 2026-11-24. The day it was read, and only in part; the rest is from the examples on the pages of single operations. The operations under /v3/auth respond without a code.",
        },
        crate::error_code::ErrorCode {
            code: "IAM.0007",
            service: "IAM",
            statuses: &[400u16],
            class: crate::error_code::ErrorClass::Request,
            meaning: "A parameter is invalid.",
            advice: ::std::option::Option::None,
            source: "https://support.huaweicloud.com/api-iam/iam_02_0006.html, 2026-11-24. The day it was read, and only in part; the rest is from the examples on the pages of single operations. The operations under /v3/auth respond without a code.",
        },
        crate::error_code::ErrorCode {
            code: "IAM.0009",
            service: "IAM",
            statuses: &[400u16],
            class: crate::error_code::ErrorClass::Request,
            meaning: "The X-Subject-Token in the request is invalid.",
            advice: ::std::option::Option::None,
            source: "https://support.huaweicloud.com/api-iam/iam_02_0006.html, 2026-11-24. The day it was read, and only in part; the rest is from the examples on the pages of single operations. The operations under /v3/auth respond without a code.",
        },
        crate::error_code::ErrorCode {
            code: "IAM.0011",
            service: "IAM",
            statuses: &[400u16],
            class: crate::error_code::ErrorClass::Request,
            meaning: "The body is invalid.",
            advice: ::std::option::Option::None,
            source: "https://support.huaweicloud.com/api-iam/iam_02_0006.html, 2026-11-24. The day it was read, and only in part; the rest is from the examples on the pages of single operations. The operations under /v3/auth respond without a code.",
        },
        crate::error_code::ErrorCode {
            code: "IncompleteBody",
            service: "OBS",
            statuses: &[400u16],
            class: crate::error_code::ErrorClass::Server,
            meaning: "The body ended before its Content-Length.",
            advice: ::std::option::Option::None,
            source: "The error codes of S3, with which OBS is compatible, 2026-11-22. The part of Huawei's table that would hold them was not seen.",
        },
        crate::error_code::ErrorCode {
            code: "InternalError",
            service: "OBS",
            statuses: &[500u16],
            class: crate::error_code::ErrorClass::Server,
            meaning: "The storage has an internal error.",
            advice: ::std::option::Option::None,
            source: "The error codes of S3, with which OBS is compatible, 2026-11-22. The part of Huawei's table that would hold them was not seen.",
        },
        crate::error_code::ErrorCode {
            code: "InvalidAccessKeyId",
            service: "OBS",
            statuses: &[403u16],
            class: crate::error_code::ErrorClass::PresignedUrl,
            meaning: "The access key in the URL does not exist.",
            advice: ::std::option::Option::Some(
                "get a new URL (ShowJobUploadingAddress) and upload again",
            ),
            source: "Error code pages of Huawei's object storage service, 2026-11-22. Responses of the upload URLs. The tables were seen in part.",
        },
        crate::error_code::ErrorCode {
            code: "InvalidDigest",
            service: "OBS",
            statuses: &[400u16],
            class: crate::error_code::ErrorClass::PresignedUrl,
            meaning: "The Content-MD5 that was sent is not a digest.",
            advice: ::std::option::Option::None,
            source: "The error codes of S3, with which OBS is compatible, 2026-11-22. The part of Huawei's table that would hold them was not seen.",
        },
        crate::error_code::ErrorCode {
            code: "MSS.000000004",
            service: "MetaStudio",
            statuses: &[403u16],
            class: crate::error_code::ErrorClass::Permission,
            meaning: "The caller is not authenticated, or lacks the permission.",
            advice: ::std::option::Option::Some(
                "the IAM user needs a permission such as MetaStudio FullAccess",
            ),
            source: "Huawei's pages of MetaStudio's text-to-speech API, 2026-11-22. The codes there have nine digits. The page says \"not authenticated\", the status is that of a missing permission.",
        },
        crate::error_code::ErrorCode {
            code: "MSS.00000001",
            service: "MetaStudio",
            statuses: &[401u16],
            class: crate::error_code::ErrorClass::Credentials,
            meaning: "The request is not authorized.",
            advice: ::std::option::Option::Some("check the credentials"),
            source: "https://support.huaweicloud.com/api-metastudio/ErrorCode.html, 2026-11-22. The day it was read, and only in part. The codes MSS.41… are of the training of images; those of voices may differ.",
        },
        crate::error_code::ErrorCode {
            code: "MSS.00000002",
            service: "MetaStudio",
            statuses: &[400u16],
            class: crate::error_code::ErrorClass::Request,
            meaning: "The body is invalid.",
            advice: ::std::option::Option::None,
            source: "https://support.huaweicloud.com/api-metastudio/ErrorCode.html, 2026-11-22. The day it was read, and only in part. The codes MSS.41… are of the training of images; those of voices may differ.",
        },
        crate::error_code::ErrorCode {
            code: "MSS.00000003",
            service: "MetaStudio",
            statuses: &[400u16],
            class: crate::error_code::ErrorClass::Request,
            meaning: "A parameter is invalid.",
            advice: ::std::option::Option::None,
            source: "https://support.huaweicloud.com/api-metastudio/ErrorCode.html, 2026-11-22. The day it was read, and only in part. The codes MSS.41… are of the training of images; those of voices may differ.",
        },
        crate::error_code::ErrorCode {
            code: "MSS.00000004",
            service: "MetaStudio",
            statuses: &[500u16],
            class: crate::error_code::ErrorClass::Server,
            meaning: "The service has an internal error.",
            advice: ::std::option::Option::None,
            source: "https://support.huaweicloud.com/api-metastudio/ErrorCode.html, 2026-11-22. The day it was read, and only in part. The codes MSS.41… are of the training of images; those of voices may differ.",
        },
        crate::error_code::ErrorCode {
            code: "MSS.00010003",
            service: "MetaStudio",
            statuses: &[400u16],
            class: crate::error_code::ErrorClass::NotFound,
            meaning: "There is no such API.",
            advice: ::std::option::Option::Some("check the endpoint and the path"),
            source: "https://support.huaweicloud.com/api-metastudio/ErrorCode.html, 2026-11-22. The day it was read, and only in part. The codes MSS.41… are of the training of images; those of voices may differ.",
        },
        crate::error_code::ErrorCode {
            code: "MSS.00010004",
            service: "MetaStudio",
            statuses: &[400u16],
            class: crate::error_code::ErrorClass::Request,
            meaning: "The path does not have this method.",
            advice: ::std::option::Option::None,
            source: "https://support.huaweicloud.com/api-metastudio/ErrorCode.html, 2026-11-22. The day it was read, and only in part. The codes MSS.41… are of the training of images; those of voices may differ.",
        },
        crate::error_code::ErrorCode {
            code: "MSS.00010008",
            service: "MetaStudio",
            statuses: &[400u16],
            class: crate::error_code::ErrorClass::Token,
            meaning: "The token in the header is invalid.",
            advice: ::std::option::Option::Some(
                "get a new token, and one that is scoped to this region's project",
            ),
            source: "https://support.huaweicloud.com/api-metastudio/ErrorCode.html, 2026-11-22. The day it was read, and only in part. The codes MSS.41… are of the training of images; those of voices may differ.",
        },
        crate::error_code::ErrorCode {
            code: "MSS.00010009",
            service: "MetaStudio",
            statuses: &[400u16],
            class: crate::error_code::ErrorClass::Credentials,
            meaning: "The tenant in the URL is not the one in the token.",
            advice: ::std::option::Option::Some(
                "the project id is not one that these credentials belong to",
            ),
            source: "https://support.huaweicloud.com/api-metastudio/ErrorCode.html, 2026-11-22. The day it was read, and only in part. The codes MSS.41… are of the training of images; those of voices may differ.",
        },
        crate::error_code::ErrorCode {
            code: "MSS.00021014",
            service: "MetaStudio",
            statuses: &[500u16],
            class: crate::error_code::ErrorClass::Server,
            meaning: "The service's call to IAM failed.",
            advice: ::std::option::Option::None,
            source: "https://support.huaweicloud.com/api-metastudio/ErrorCode.html, 2026-11-22. The day it was read, and only in part. The codes MSS.41… are of the training of images; those of voices may differ.",
        },
        crate::error_code::ErrorCode {
            code: "MSS.00021015",
            service: "MetaStudio",
            statuses: &[500u16],
            class: crate::error_code::ErrorClass::Server,
            meaning: "The service could not make a certificate.",
            advice: ::std::option::Option::None,
            source: "https://support.huaweicloud.com/api-metastudio/ErrorCode.html, 2026-11-22. The day it was read, and only in part. The codes MSS.41… are of the training of images; those of voices may differ.",
        },
        crate::error_code::ErrorCode {
            code: "MSS.00021016",
            service: "MetaStudio",
            statuses: &[500u16],
            class: crate::error_code::ErrorClass::Token,
            meaning: "The service could not check the token.",
            advice: ::std::option::Option::Some(
                "get a new token, and one that is scoped to this region's project",
            ),
            source: "https://support.huaweicloud.com/api-metastudio/ErrorCode.html, 2026-11-22. The day it was read, and only in part. The codes MSS.41… are of the training of images; those of voices may differ.",
        },
        crate::error_code::ErrorCode {
            code: "MSS.10000002",
            service: "MetaStudio",
            statuses: &[400u16],
            class: crate::error_code::ErrorClass::Request,
            meaning: "The body is not JSON.",
            advice: ::std::option::Option::Some("check the Content-Type"),
            source: "https://support.huaweicloud.com/api-metastudio/ErrorCode.html, 2026-11-22. The day it was read, and only in part. The codes MSS.41… are of the training of images; those of voices may differ.",
        },
        crate::error_code::ErrorCode {
            code: "MSS.10000003",
            service: "MetaStudio",
            statuses: &[400u16],
            class: crate::error_code::ErrorClass::Request,
            meaning: "A parameter did not pass the check.",
            advice: ::std::option::Option::None,
            source: "https://support.huaweicloud.com/api-metastudio/ErrorCode.html, 2026-11-22. The day it was read, and only in part. The codes MSS.41… are of the training of images; those of voices may differ.",
        },
        crate::error_code::ErrorCode {
            code: "MSS.10001001",
            service: "MetaStudio",
            statuses: &[400u16],
            class: crate::error_code::ErrorClass::NotFound,
            meaning: "The asset does not exist.",
            advice: ::std::option::Option::None,
            source: "https://support.huaweicloud.com/api-metastudio/ErrorCode.html, 2026-11-22. The day it was read, and only in part. The codes MSS.41… are of the training of images; those of voices may differ.",
        },
        crate::error_code::ErrorCode {
            code: "MSS.10001005",
            service: "MetaStudio",
            statuses: &[400u16],
            class: crate::error_code::ErrorClass::Conflict,
            meaning: "An asset of this name exists already.",
            advice: ::std::option::Option::Some("choose another name"),
            source: "https://support.huaweicloud.com/api-metastudio/ErrorCode.html, 2026-11-22. The day it was read, and only in part. The codes MSS.41… are of the training of images; those of voices may differ.",
        },
        crate::error_code::ErrorCode {
            code: "MSS.10010011",
            service: "MetaStudio",
            statuses: &[500u16],
            class: crate::error_code::ErrorClass::Request,
            meaning: "An image is not allowed.",
            advice: ::std::option::Option::None,
            source: "https://support.huaweicloud.com/api-metastudio/ErrorCode.html, 2026-11-22. The day it was read, and only in part. The codes MSS.41… are of the training of images; those of voices may differ.",
        },
        crate::error_code::ErrorCode {
            code: "MSS.10010012",
            service: "MetaStudio",
            statuses: &[500u16],
            class: crate::error_code::ErrorClass::Request,
            meaning: "A text holds sensitive words.",
            advice: ::std::option::Option::None,
            source: "https://support.huaweicloud.com/api-metastudio/ErrorCode.html, 2026-11-22. The day it was read, and only in part. The codes MSS.41… are of the training of images; those of voices may differ.",
        },
        crate::error_code::ErrorCode {
            code: "MSS.20020011",
            service: "MetaStudio",
            statuses: &[400u16],
            class: crate::error_code::ErrorClass::File,
            meaning: "The format of an audio file is wrong.",
            advice: ::std::option::Option::Some("the recording must be a WAV file"),
            source: "https://support.huaweicloud.com/api-metastudio/ErrorCode.html, 2026-11-22. The day it was read, and only in part. The codes MSS.41… are of the training of images; those of voices may differ.",
        },
        crate::error_code::ErrorCode {
            code: "MSS.20020012",
            service: "MetaStudio",
            statuses: &[400u16],
            class: crate::error_code::ErrorClass::File,
            meaning: "A file in the archive has a type that does not suit the job.",
            advice: ::std::option::Option::Some(
                "only audio files of the kind that the job's edition takes may be in the archive",
            ),
            source: "https://support.huaweicloud.com/api-metastudio/ErrorCode.html, 2026-11-22. The day it was read, and only in part. The codes MSS.41… are of the training of images; those of voices may differ.",
        },
        crate::error_code::ErrorCode {
            code: "MSS.20020016",
            service: "MetaStudio",
            statuses: &[400u16],
            class: crate::error_code::ErrorClass::File,
            meaning: "The number of WAV or text files in the archive is wrong.",
            advice: ::std::option::Option::Some(
                "check how many files are in the archive",
            ),
            source: "https://support.huaweicloud.com/api-metastudio/ErrorCode.html, 2026-11-22. The day it was read, and only in part. The codes MSS.41… are of the training of images; those of voices may differ.",
        },
        crate::error_code::ErrorCode {
            code: "MSS.20020023",
            service: "MetaStudio",
            statuses: &[400u16],
            class: crate::error_code::ErrorClass::File,
            meaning: "The content of the archive is too large.",
            advice: ::std::option::Option::Some("split the recording"),
            source: "https://support.huaweicloud.com/api-metastudio/ErrorCode.html, 2026-11-22. The day it was read, and only in part. The codes MSS.41… are of the training of images; those of voices may differ.",
        },
        crate::error_code::ErrorCode {
            code: "MSS.20020024",
            service: "MetaStudio",
            statuses: &[400u16],
            class: crate::error_code::ErrorClass::File,
            meaning: "A file in the archive is too large.",
            advice: ::std::option::Option::Some("split the recording"),
            source: "https://support.huaweicloud.com/api-metastudio/ErrorCode.html, 2026-11-22. The day it was read, and only in part. The codes MSS.41… are of the training of images; those of voices may differ.",
        },
        crate::error_code::ErrorCode {
            code: "MSS.20020032",
            service: "MetaStudio",
            statuses: &[400u16],
            class: crate::error_code::ErrorClass::Server,
            meaning: "The audio for a temporary audition could not be made.",
            advice: ::std::option::Option::None,
            source: "https://support.huaweicloud.com/api-metastudio/ErrorCode.html, 2026-11-22. The day it was read, and only in part. The codes MSS.41… are of the training of images; those of voices may differ.",
        },
        crate::error_code::ErrorCode {
            code: "MSS.20020033",
            service: "MetaStudio",
            statuses: &[400u16],
            class: crate::error_code::ErrorClass::NotFound,
            meaning: "The asset has no sample audio.",
            advice: ::std::option::Option::None,
            source: "https://support.huaweicloud.com/api-metastudio/ErrorCode.html, 2026-11-22. The day it was read, and only in part. The codes MSS.41… are of the training of images; those of voices may differ.",
        },
        crate::error_code::ErrorCode {
            code: "MSS.20020034",
            service: "MetaStudio",
            statuses: &[400u16],
            class: crate::error_code::ErrorClass::Server,
            meaning: "Cutting the audio by its annotations failed.",
            advice: ::std::option::Option::None,
            source: "https://support.huaweicloud.com/api-metastudio/ErrorCode.html, 2026-11-22. The day it was read, and only in part. The codes MSS.41… are of the training of images; those of voices may differ.",
        },
        crate::error_code::ErrorCode {
            code: "MSS.41000003",
            service: "MetaStudio",
            statuses: &[404u16],
            class: crate::error_code::ErrorClass::NotFound,
            meaning: "The task does not exist.",
            advice: ::std::option::Option::None,
            source: "https://support.huaweicloud.com/api-metastudio/ErrorCode.html, 2026-11-22. The day it was read, and only in part. The codes MSS.41… are of the training of images; those of voices may differ.",
        },
        crate::error_code::ErrorCode {
            code: "MSS.41000012",
            service: "MetaStudio",
            statuses: &[403u16],
            class: crate::error_code::ErrorClass::Exhausted,
            meaning: "No more tasks may run at the same time.",
            advice: ::std::option::Option::Some("wait until another task has ended"),
            source: "https://support.huaweicloud.com/api-metastudio/ErrorCode.html, 2026-11-22. The day it was read, and only in part. The codes MSS.41… are of the training of images; those of voices may differ.",
        },
        crate::error_code::ErrorCode {
            code: "MSS.41000023",
            service: "MetaStudio",
            statuses: &[403u16],
            class: crate::error_code::ErrorClass::Exhausted,
            meaning: "No resources are left.",
            advice: ::std::option::Option::None,
            source: "https://support.huaweicloud.com/api-metastudio/ErrorCode.html, 2026-11-22. The day it was read, and only in part. The codes MSS.41… are of the training of images; those of voices may differ.",
        },
        crate::error_code::ErrorCode {
            code: "MSS.60020007",
            service: "MetaStudio",
            statuses: &[400u16],
            class: crate::error_code::ErrorClass::Server,
            meaning: "The service could not create the training task at its job service.",
            advice: ::std::option::Option::None,
            source: "https://support.huaweicloud.com/api-metastudio/ErrorCode.html, 2026-11-22. The day it was read, and only in part. The codes MSS.41… are of the training of images; those of voices may differ.",
        },
        crate::error_code::ErrorCode {
            code: "MissingContentLength",
            service: "OBS",
            statuses: &[411u16],
            class: crate::error_code::ErrorClass::Request,
            meaning: "The request has no Content-Length.",
            advice: ::std::option::Option::None,
            source: "Error code pages of Huawei's object storage service, 2026-11-22. Responses of the upload URLs. The tables were seen in part.",
        },
        crate::error_code::ErrorCode {
            code: "NoSuchBucket",
            service: "OBS",
            statuses: &[404u16],
            class: crate::error_code::ErrorClass::NotFound,
            meaning: "The bucket does not exist.",
            advice: ::std::option::Option::None,
            source: "Error code pages of Huawei's object storage service, 2026-11-22. Responses of the upload URLs. The tables were seen in part.",
        },
        crate::error_code::ErrorCode {
            code: "NoSuchUpload",
            service: "OBS",
            statuses: &[404u16],
            class: crate::error_code::ErrorClass::NotFound,
            meaning: "The upload in parts does not exist.",
            advice: ::std::option::Option::None,
            source: "Error code pages of Huawei's object storage service, 2026-11-22. Responses of the upload URLs. The tables were seen in part.",
        },
        crate::error_code::ErrorCode {
            code: "OperationAborted",
            service: "OBS",
            statuses: &[409u16],
            class: crate::error_code::ErrorClass::Conflict,
            meaning: "Another operation on the same object is under way.",
            advice: ::std::option::Option::Some("try again in a moment"),
            source: "The error codes of S3, with which OBS is compatible, 2026-11-22. The part of Huawei's table that would hold them was not seen.",
        },
        crate::error_code::ErrorCode {
            code: "RequestTimeTooSkewed",
            service: "OBS",
            statuses: &[403u16],
            class: crate::error_code::ErrorClass::PresignedUrl,
            meaning: "The time of the request is more than 15 minutes off.",
            advice: ::std::option::Option::Some("check this machine's clock"),
            source: "Error code pages of Huawei's object storage service, 2026-11-22. Responses of the upload URLs. The tables were seen in part.",
        },
        crate::error_code::ErrorCode {
            code: "RequestTimeout",
            service: "OBS",
            statuses: &[400u16],
            class: crate::error_code::ErrorClass::Server,
            meaning: "The body did not come in time.",
            advice: ::std::option::Option::None,
            source: "The error codes of S3, with which OBS is compatible, 2026-11-22. The part of Huawei's table that would hold them was not seen.",
        },
        crate::error_code::ErrorCode {
            code: "ServiceUnavailable",
            service: "OBS",
            statuses: &[503u16],
            class: crate::error_code::ErrorClass::Server,
            meaning: "The storage is busy.",
            advice: ::std::option::Option::None,
            source: "The error codes of S3, with which OBS is compatible, 2026-11-22. The part of Huawei's table that would hold them was not seen.",
        },
        crate::error_code::ErrorCode {
            code: "SignatureDoesNotMatch",
            service: "OBS",
            statuses: &[403u16],
            class: crate::error_code::ErrorClass::PresignedUrl,
            meaning: "The URL was signed for another method, path or Content-Type.",
            advice: ::std::option::Option::Some(
                "send exactly the Content-Type that belongs to the URL, and do not change the URL",
            ),
            source: "Error code pages of Huawei's object storage service, 2026-11-22. Responses of the upload URLs. The tables were seen in part.",
        },
    ];
}
