//! Files by content: each is kept once, under the SHA-256 of its bytes, and never changes.

use std::{ops::Range, path::Path, sync::Arc};

use bytes::Bytes;
use futures::{Stream, StreamExt, TryStreamExt, stream::BoxStream};
use object_store::{GetOptions, GetRange, ObjectStore, ObjectStoreExt, PutPayload, local::LocalFileSystem, path::Path as Key};
use sha2::{Digest, Sha256};

use crate::StoreError;

/// Bytes gathered before a part is written. Memory of an upload is about this much, whatever its size.
const PART: usize = 1 << 20;

/// A folder (later: a bucket) of immutable files.
pub struct Files {
    store: Arc<dyn ObjectStore>,
}

/// A file that has fully arrived but is not yet kept under its name. Dropped without [`Files::keep`], it is a left-over
/// that the next start removes.
#[derive(Debug)]
pub struct Arrived {
    key: Key,
    /// SHA-256 of the bytes, lower-case hex.
    pub hash: String,
    /// Bytes.
    pub size: u64,
}

/// Why bytes did not arrive.
#[derive(Debug, thiserror::Error)]
pub enum ArrivalError<E> {
    /// More bytes than allowed.
    #[error("more than {max} bytes")]
    TooLarge {
        /// The limit.
        max: u64,
    },
    /// The sender failed or went away.
    #[error("the sender went away")]
    Sender(E),
    /// The store failed.
    #[error(transparent)]
    Store(StoreError),
}

impl Files {
    /// Files in a folder of this machine.
    pub fn in_folder(folder: &Path) -> Result<Self, StoreError> {
        let io = |source: std::io::Error| object_store::Error::Generic { store: "folder", source: source.into() };
        std::fs::create_dir_all(folder).map_err(io)?;
        Ok(Self { store: Arc::new(LocalFileSystem::new_with_prefix(folder)?.with_fsync(true)) })
    }

    fn key(hash: &str) -> Key {
        let shelf = hash.get(..2).unwrap_or("00");
        Key::from(format!("files/{shelf}/{hash}"))
    }

    /// Takes a stream of bytes in under `name` (any unique word), at most `max` of them, a part at a time.
    pub async fn arrive<E>(
        &self,
        name: &str,
        max: u64,
        bytes: impl Stream<Item = Result<Bytes, E>> + Send,
    ) -> Result<Arrived, ArrivalError<E>> {
        let key = Key::from(format!("arriving/{name}"));
        let kept = |error: object_store::Error| ArrivalError::Store(error.into());
        let mut upload = self.store.put_multipart(&key).await.map_err(kept)?;
        let mut hasher = Sha256::new();
        let mut size = 0_u64;
        let mut part: Vec<u8> = Vec::with_capacity(PART);
        let mut bytes = std::pin::pin!(bytes);
        let outcome = loop {
            match bytes.next().await {
                Some(Ok(piece)) => {
                    size += piece.len() as u64;
                    if size > max {
                        break Err(ArrivalError::TooLarge { max });
                    }
                    hasher.update(&piece);
                    part.extend_from_slice(&piece);
                    if part.len() >= PART {
                        let full = std::mem::replace(&mut part, Vec::with_capacity(PART));
                        if let Err(error) = upload.put_part(PutPayload::from(full)).await {
                            break Err(kept(error));
                        }
                    }
                }
                Some(Err(error)) => break Err(ArrivalError::Sender(error)),
                None => break Ok(()),
            }
        };
        if let Err(error) = outcome {
            upload.abort().await.map_err(kept)?;
            return Err(error);
        }
        if !part.is_empty() || size == 0 {
            upload.put_part(PutPayload::from(part)).await.map_err(kept)?;
        }
        upload.complete().await.map_err(kept)?;
        Ok(Arrived { key, hash: hex::encode(hasher.finalize()), size })
    }

    /// Keeps an arrived file under its content's name. The same bytes twice are one file.
    pub async fn keep(&self, arrived: Arrived) -> Result<(), StoreError> {
        let to = Self::key(&arrived.hash);
        if self.store.head(&to).await.is_ok() {
            return Ok(self.store.delete(&arrived.key).await?);
        }
        Ok(self.store.rename(&arrived.key, &to).await?)
    }

    /// Throws an arrived file away.
    pub async fn discard(&self, arrived: Arrived) -> Result<(), StoreError> {
        Ok(self.store.delete(&arrived.key).await?)
    }

    /// Removes what interrupted uploads left behind. Returns how many.
    pub async fn sweep(&self) -> Result<usize, StoreError> {
        let left: Vec<_> = self.store.list(Some(&Key::from("arriving"))).try_collect().await?;
        for object in &left {
            self.store.delete(&object.location).await?;
        }
        Ok(left.len())
    }

    /// The bytes of an arrived file as a stream, to be examined.
    pub async fn read_arrived(&self, arrived: &Arrived) -> Result<BoxStream<'static, Result<Bytes, object_store::Error>>, StoreError> {
        Ok(self.store.get(&arrived.key).await?.into_stream())
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
}
