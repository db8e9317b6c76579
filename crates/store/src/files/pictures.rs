//! Pictures of pages: made from a file, kept beside it, and made again if they are lost.

use bytes::Bytes;
use object_store::{ObjectStoreExt, PutPayload, path::Path as Key};

use super::Files;
use crate::StoreError;

fn key(hash: &str, page: u32, width: u32) -> Key {
    let shelf = hash.get(..2).unwrap_or("00");
    Key::from(format!("pictures/{shelf}/{hash}/{page}-{width}.webp"))
}

impl Files {
    /// Keeps the picture of a page at a width in pixels.
    pub async fn keep_picture(&self, hash: &str, page: u32, width: u32, picture: Bytes) -> Result<(), StoreError> {
        self.store.put(&key(hash, page, width), PutPayload::from(picture)).await?;
        Ok(())
    }

    /// The picture of a page, where it was made before.
    pub async fn picture(&self, hash: &str, page: u32, width: u32) -> Result<Option<Bytes>, StoreError> {
        match self.store.get(&key(hash, page, width)).await {
            Ok(found) => Ok(Some(found.bytes().await?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Forgets the pictures of a file.
    pub async fn forget_pictures(&self, hash: &str) -> Result<(), StoreError> {
        let shelf = hash.get(..2).unwrap_or("00");
        self.delete_under(&Key::from(format!("pictures/{shelf}/{hash}"))).await
    }
}
