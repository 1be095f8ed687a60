//! The editions of a training job, the two ways to upload its files, and the credits that pay for it.

use std::collections::BTreeMap;

use metastudio_voice::types::{self, JobType};

/// The edition of a voice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Edition {
    Basic,
    Middle,
    #[default]
    Advance,
    ThirdParty,
}

impl Edition {
    /// Returns the edition of a job that can be created.
    pub(crate) fn of(job_type: &JobType) -> Option<Self> {
        // By the name, as an unknown value may have a known one.
        let all = [Edition::Basic, Edition::Middle, Edition::Advance, Edition::ThirdParty];
        all.into_iter().find(|edition| edition.name() == job_type.as_str())
    }

    /// Returns the name in `job_type`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Edition::Basic => "BASIC",
            Edition::Middle => "MIDDLE",
            Edition::Advance => "ADVANCE",
            Edition::ThirdParty => "THIRD_PARTY",
        }
    }

    /// Returns the number of segments that the edition requires, or `None` if it requires one long recording.
    pub(crate) fn segments(self) -> Option<u32> {
        match self {
            Edition::Basic => Some(20),
            Edition::Middle => Some(100),
            Edition::Advance | Edition::ThirdParty => None,
        }
    }
}

/// The way in which a job's files are uploaded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum CreateType {
    /// All files are in one zip.
    #[default]
    Package,
    /// Each file of each segment is uploaded on its own.
    Segment,
}

impl CreateType {
    /// Returns the way that a create request names, if the edition permits it.
    pub(crate) fn of(named: Option<&types::CreateType>, edition: Edition) -> Option<Self> {
        match named.map(types::CreateType::as_str) {
            None | Some("PACKAGE") => Some(CreateType::Package),
            Some("SEGMENT") => edition.segments().map(|_| CreateType::Segment),
            Some(_) => None,
        }
    }

    /// Returns the name in `create_type`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            CreateType::Package => "PACKAGE",
            CreateType::Segment => "SEGMENT",
        }
    }
}

/// A resource that pays for trainings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Resource {
    /// The credits bought for an edition.
    Bought(Edition),
    /// Pay-per-use, which exists only for the MIDDLE edition.
    OnDemand,
}

impl Resource {
    /// All resources of the tenant.
    pub(crate) const ALL: [Resource; 5] = [
        Resource::Bought(Edition::Basic),
        Resource::Bought(Edition::Middle),
        Resource::OnDemand,
        Resource::Bought(Edition::Advance),
        Resource::Bought(Edition::ThirdParty),
    ];

    /// Returns the edition that the resource pays for.
    pub(crate) fn edition(self) -> Edition {
        match self {
            Resource::Bought(edition) => edition,
            Resource::OnDemand => Edition::Middle,
        }
    }

    /// Returns the resource's id.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Resource::Bought(Edition::Basic) => "credits-basic",
            Resource::Bought(Edition::Middle) => "credits-middle",
            Resource::Bought(Edition::Advance) => "credits-advance",
            Resource::Bought(Edition::ThirdParty) => "credits-third-party",
            Resource::OnDemand => "credits-middle-on-demand",
        }
    }

    /// Returns the name in `charge_mode`.
    pub(crate) fn charge_mode(self) -> &'static str {
        match self {
            Resource::Bought(_) => "ONE_TIME",
            Resource::OnDemand => "ON_DEMAND",
        }
    }
}

/// The number of jobs that can be paid for on demand.
const ON_DEMAND: u32 = 3;

/// The credits of a tenant.
pub(crate) struct Credits {
    /// The number of credits bought for each edition.
    bought: u32,
    spent: BTreeMap<Resource, u32>,
}

impl Credits {
    pub(crate) fn new(bought: u32) -> Self {
        Self { bought, spent: BTreeMap::new() }
    }

    /// Returns the number of credits at the start.
    pub(crate) fn total(&self, resource: Resource) -> u32 {
        match resource {
            Resource::Bought(_) => self.bought,
            Resource::OnDemand => ON_DEMAND,
        }
    }

    /// Returns the number of credits left.
    pub(crate) fn left(&self, resource: Resource) -> u32 {
        self.total(resource).saturating_sub(self.spent.get(&resource).copied().unwrap_or(0))
    }

    /// Spends a credit, or returns `false` if none is left.
    pub(crate) fn spend(&mut self, resource: Resource) -> bool {
        let any = self.left(resource) > 0;
        if any {
            *self.spent.entry(resource).or_default() += 1;
        }
        any
    }

    /// Returns the number of credits spent, of all resources.
    pub(crate) fn spent(&self) -> u64 {
        self.spent.values().copied().map(u64::from).sum()
    }
}
