//! Files by content: each is kept once, under the SHA-256 of its bytes, and never changes.

mod arriving;
mod pictures;

use std::{
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
};

use bytes::Bytes;
use futures::{TryStreamExt, stream::BoxStream};
use object_store::{GetOptions, GetRange, ObjectStore, ObjectStoreExt, local::LocalFileSystem, path::Path as Key};

pub use self::arriving::{ArrivalError, Arrived};
use crate::StoreError;

/// A folder (later: a bucket) of immutable files.
pub struct Files {
    store: Arc<dyn ObjectStore>,
    /// The folder, where it is one.
    folder: Option<PathBuf>,
}

impl Files {
    /// Files in a folder of this machine.
    pub fn in_folder(folder: &Path) -> Result<Self, StoreError> {
        let io = |source: std::io::Error| object_store::Error::Generic { store: "folder", source: source.into() };
        std::fs::create_dir_all(folder).map_err(io)?;
        let store = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
        Ok(Self { store: Arc::new(store), folder: Some(folder.to_owned()) })
    }

    fn key(hash: &str) -> Key {
        let shelf = hash.get(..2).unwrap_or("00");
        Key::from(format!("files/{shelf}/{hash}"))
    }

    /// A range of a kept file as a stream; memory is a few buffers, whatever the range.
    pub async fn read(&self, hash: &str, range: Range<u64>) -> Result<BoxStream<'static, Result<Bytes, object_store::Error>>, StoreError> {
        let options = GetOptions { range: Some(GetRange::Bounded(range)), ..Default::default() };
        Ok(self.store.get_opts(&Self::key(hash), options).await?.into_stream())
    }

    /// Whether a file is kept.
    pub async fn has(&self, hash: &str) -> bool {
        self.store.head(&Self::key(hash)).await.is_ok()
    }

    /// Deletes whatever lies under `folder`.
    async fn delete_under(&self, folder: &Key) -> Result<(), StoreError> {
        let objects: Vec<_> = self.store.list(Some(folder)).try_collect().await?;
        for object in objects {
            self.delete(&object.location).await?;
        }
        Ok(())
    }

    /// Deletes an object; one that is gone already is as good as deleted.
    async fn delete(&self, key: &Key) -> Result<(), StoreError> {
        match self.store.delete(key).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}
