//! The tenant's training credits: how many it bought, and how many are left.

use std::collections::BTreeMap;

use crate::state::edition::Resource;

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
