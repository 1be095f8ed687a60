//! The editions of a training job, the two ways of uploading its files, and the credits that pay for it.

/// What kind of voice a job trains.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Edition {
    Basic,
    Middle,
    #[default]
    Advance,
    ThirdParty,
}

impl Edition {
    /// The name in `job_type`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Edition::Basic => "BASIC",
            Edition::Middle => "MIDDLE",
            Edition::Advance => "ADVANCE",
            Edition::ThirdParty => "THIRD_PARTY",
        }
    }

    /// How many sentences it takes; `None` where it takes one long recording.
    pub(crate) fn segments(self) -> Option<u32> {
        match self {
            Edition::Basic => Some(20),
            Edition::Middle => Some(100),
            Edition::Advance | Edition::ThirdParty => None,
        }
    }
}

/// How a job's files are uploaded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum CreateType {
    /// All in one zip.
    #[default]
    Package,
    /// Sentence by sentence.
    Segment,
}

impl CreateType {
    /// The name in `create_type`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            CreateType::Package => "PACKAGE",
            CreateType::Segment => "SEGMENT",
        }
    }
}

/// What a credit is taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Resource {
    /// What has been bought for an edition.
    Bought(Edition),
    /// Pay-per-use, which only the MIDDLE edition has.
    OnDemand,
}

impl Resource {
    /// All that the tenant has.
    pub(crate) const ALL: [Resource; 5] = [
        Resource::Bought(Edition::Basic),
        Resource::Bought(Edition::Middle),
        Resource::OnDemand,
        Resource::Bought(Edition::Advance),
        Resource::Bought(Edition::ThirdParty),
    ];

    /// The edition that it pays for.
    pub(crate) fn edition(self) -> Edition {
        match self {
            Resource::Bought(edition) => edition,
            Resource::OnDemand => Edition::Middle,
        }
    }

    /// Its id.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Resource::Bought(Edition::Basic) => "credits-basic",
            Resource::Bought(Edition::Middle) => "credits-middle",
            Resource::Bought(Edition::Advance) => "credits-advance",
            Resource::Bought(Edition::ThirdParty) => "credits-third-party",
            Resource::OnDemand => "credits-middle-on-demand",
        }
    }

    /// The name in `charge_mode`.
    pub(crate) fn charge_mode(self) -> &'static str {
        match self {
            Resource::Bought(_) => "ONE_TIME",
            Resource::OnDemand => "ON_DEMAND",
        }
    }
}
