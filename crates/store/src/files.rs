//! Files by content: each is kept once, under the SHA-256 of its bytes, and never changes.

mod arriving;
mod bucket;
mod pictures;
mod reading;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use futures::TryStreamExt;
use object_store::{ObjectStore, ObjectStoreExt, local::LocalFileSystem, path::Path as Key};

pub use self::{
    arriving::{ArrivalError, Arrived},
    bucket::{Bucket, Secret},
    reading::Reading,
};
use crate::StoreError;

/// A folder or a bucket of immutable files.
pub struct Files {
    store: Arc<dyn ObjectStore>,
    /// The folder, where it is one.
    folder: Option<PathBuf>,
    blocks: reading::Blocks,
}

impl Files {
    /// Files in a folder of this machine.
    pub fn in_folder(folder: &Path) -> Result<Self, StoreError> {
        let io = |source: std::io::Error| object_store::Error::Generic { store: "folder", source: source.into() };
        std::fs::create_dir_all(folder).map_err(io)?;
        let store = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
        Ok(Self { store: Arc::new(store), folder: Some(folder.to_owned()), blocks: reading::Blocks::default() })
    }

    /// Files in a bucket. Whether it is there and lets us in shows when it is first asked.
    pub fn in_bucket(bucket: &Bucket) -> Result<Self, StoreError> {
        Ok(Self { store: bucket::open(bucket)?, folder: None, blocks: reading::Blocks::default() })
    }

    fn key(hash: &str) -> Key {
        let shelf = hash.get(..2).unwrap_or("00");
        Key::from(format!("files/{shelf}/{hash}"))
    }

    /// Whether a file is kept.
    pub async fn has(&self, hash: &str) -> bool {
        self.store.head(&Self::key(hash)).await.is_ok()
    }

    /// Bytes of a kept file, as they lie there; none where it is not kept.
    pub async fn size(&self, hash: &str) -> Result<Option<u64>, StoreError> {
        match self.store.head(&Self::key(hash)).await {
            Ok(object) => Ok(Some(object.size)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Deletes a kept file.
    pub(crate) async fn delete_kept(&self, hash: &str) -> Result<(), StoreError> {
        self.delete(&Self::key(hash)).await
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
