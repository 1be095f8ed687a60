//! Objects as a journal holds them, and the object stores in which they are opened again.

use std::fmt;
#[cfg(feature = "object_store")]
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Place, Source};
use crate::text::printable;
use crate::{Error, ErrorKind};

/// An object by its place, as it was when its source was made. It holds no secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StoredObject {
    /// The name that the store gives itself, without what may be a secret.
    store: String,
    location: String,
    /// The length in bytes.
    bytes: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    e_tag: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    version: Option<String>,
}

impl StoredObject {
    /// Returns the object that a source reads; `None` if it reads something else.
    pub(crate) fn of(source: &Source) -> Option<Self> {
        match source.place() {
            Place::Object { store, location, e_tag, version } => {
                Some(Self { store, location, bytes: source.len(), e_tag, version })
            }
            Place::File { .. } | Place::Elsewhere => None,
        }
    }

    /// Returns the name that messages use: the location and the store.
    pub(crate) fn name(&self) -> String {
        format!("{} in {}", printable(&self.location), printable(&self.store))
    }

    /// Returns an error if the object was replaced since, as far as the store tells without giving its bytes.
    #[cfg(feature = "object_store")]
    fn check_same(&self, source: &Source) -> Result<(), Error> {
        use super::object::differ;

        let Some(now) = Self::of(source) else { return Ok(()) };
        let have_e_tags = self.e_tag.is_some() && now.e_tag.is_some();
        let what = if self.bytes != now.bytes {
            format!("it had {} bytes, now it has {}", self.bytes, now.bytes)
        } else if differ(self.e_tag.as_deref(), now.e_tag.as_deref()) {
            "it has another ETag now".to_owned()
        } else if !have_e_tags && differ(self.version.as_deref(), now.version.as_deref()) {
            "it has another version now".to_owned()
        } else {
            return Ok(());
        };
        let message = format!("{} was replaced after the training was accepted: {what}", self.name());
        Err(Error::new(ErrorKind::File, message)
            .with_advice("put the old object back; or start the training again with the new one (Source::object)"))
    }

    /// Returns the error for an object that is read before it is opened.
    pub(crate) fn not_open(&self) -> Error {
        Error::new(ErrorKind::File, format!("{} is not open", self.name()))
    }

    /// Returns the error for a build that cannot read any object.
    #[cfg(not(feature = "object_store"))]
    fn without_feature(&self) -> Error {
        let message = format!("{} cannot be read: this program was built without object stores", self.name());
        Error::new(ErrorKind::Configuration, message).with_advice(
            "nothing was changed: build it with the feature object_store of metastudio-voice, and give the plan or its \
             pool the store",
        )
    }
}

/// The object stores that the application gives, to open the objects of journals in them.
#[derive(Clone, Default)]
pub(crate) struct ObjectStores {
    #[cfg(feature = "object_store")]
    stores: Vec<Arc<dyn object_store::ObjectStore>>,
}

#[cfg(feature = "object_store")]
impl ObjectStores {
    /// Adds a store, unless it is one of these.
    pub(crate) fn add(&mut self, store: Arc<dyn object_store::ObjectStore>) {
        if !self.stores.iter().any(|other| Arc::ptr_eq(other, &store)) {
            self.stores.push(store);
        }
    }

    /// Adds the stores that are not among these.
    pub(crate) fn extend(&mut self, others: &Self) {
        others.stores.iter().for_each(|store| self.add(Arc::clone(store)));
    }

    /// Checks that an object can be opened, as far as it does not depend on the store.
    pub(crate) fn check(&self, object: &StoredObject) -> Result<(), Error> {
        self.find(object).map(drop)
    }

    /// Opens an object. Unless its bytes are compared with a digest, it must be the same still.
    pub(crate) async fn open(&self, object: &StoredObject, has_digest: bool) -> Result<Source, Error> {
        let store = self.find(object)?;
        let location = object_store::path::Path::parse(&object.location).map_err(|_| {
            let message = format!("{} cannot be read: it has no valid location", object.name());
            Error::new(ErrorKind::File, message)
                .with_advice("start the training again with the object (Source::object)")
        })?;
        let source = Source::object(Arc::clone(store), location).await?;
        if !has_digest {
            object.check_same(&source)?;
        }
        Ok(source)
    }

    /// Returns the store with the name that the object's has.
    fn find(&self, object: &StoredObject) -> Result<&Arc<dyn object_store::ObjectStore>, Error> {
        let mut named = self.stores.iter().filter(|store| super::object::name_of(store) == object.store);
        let (message, advice) = match (named.next(), named.next()) {
            (Some(store), None) => return Ok(store),
            (Some(_), Some(_)) => (
                format!("{} cannot be read: two of the object stores have this name", object.name()),
                "nothing was changed: give only one of them, or let them have different names (their Display)",
            ),
            (None, _) => (
                format!("{} cannot be read: no object store of this name was given", object.name()),
                "nothing was changed: give it to the plan (Plan::object_store) or to its pool \
                 (PoolBuilder::object_store), or set the material again",
            ),
        };
        Err(Error::new(ErrorKind::Configuration, message).with_advice(advice))
    }
}

#[cfg(not(feature = "object_store"))]
impl ObjectStores {
    /// Adds the stores that are not among these.
    pub(crate) fn extend(&mut self, _: &Self) {}

    /// Checks that an object can be opened: never without the feature.
    pub(crate) fn check(&self, object: &StoredObject) -> Result<(), Error> {
        Err(object.without_feature())
    }

    /// Opens an object: never without the feature.
    pub(crate) async fn open(&self, object: &StoredObject, _: bool) -> Result<Source, Error> {
        Err(object.without_feature())
    }
}

impl fmt::Debug for ObjectStores {
    /// Shows the names. The stores themselves would show their keys.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut list = f.debug_list();
        #[cfg(feature = "object_store")]
        list.entries(self.stores.iter().map(super::object::name_of));
        list.finish()
    }
}
