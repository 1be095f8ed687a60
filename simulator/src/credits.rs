//! The tenant's training credits: how many there were, and how many are left.

use std::collections::BTreeMap;

use crate::edition::Resource;

/// How many jobs may be paid for on demand.
const ON_DEMAND: u32 = 3;

/// The credits of a tenant.
pub(crate) struct Credits {
    /// How many were bought for each edition.
    bought: u32,
    spent: BTreeMap<Resource, u32>,
}

impl Credits {
    pub(crate) fn new(bought: u32) -> Self {
        Self { bought, spent: BTreeMap::new() }
    }

    /// How many there were in the beginning.
    pub(crate) fn total(&self, resource: Resource) -> u32 {
        match resource {
            Resource::Bought(_) => self.bought,
            Resource::OnDemand => ON_DEMAND,
        }
    }

    /// How many are left.
    pub(crate) fn left(&self, resource: Resource) -> u32 {
        self.total(resource).saturating_sub(self.spent.get(&resource).copied().unwrap_or(0))
    }

    /// Spends one; `false` when none is left.
    pub(crate) fn spend(&mut self, resource: Resource) -> bool {
        let any = self.left(resource) > 0;
        if any {
            *self.spent.entry(resource).or_default() += 1;
        }
        any
    }

    /// How many have been spent of all.
    pub(crate) fn spent(&self) -> u64 {
        self.spent.values().copied().map(u64::from).sum()
    }
}
