//! Reading kept files: a whole house opens the same paper at the same minute, and the disk is read once.

use std::{ops::Range, sync::Arc};

use bytes::Bytes;
use futures::{StreamExt, TryStreamExt, stream};
use object_store::{GetOptions, ObjectStore, ObjectStoreExt, path::Path as Key};
use quick_cache::{Weighter, sync::Cache};

use super::Files;
use crate::StoreError;

/// Bytes read and handed on at a time.
const BLOCK: u64 = 256 * 1024;
/// Bytes of blocks kept for whoever comes next: the papers in use, not the house's library, which the system caches anyway.
const KEPT: u64 = 32 << 20;
/// Blocks asked for ahead, which hides a bucket's distance.
const AHEAD: usize = 2;

/// Blocks of files that were read lately. A file never changes, so neither does a block.
pub(super) struct Blocks(Cache<Block, Bytes, BySize>);

/// Which file, and which of its blocks.
type Block = ([u8; 32], u64);

#[derive(Clone)]
struct BySize;

impl Weighter<Block, Bytes> for BySize {
    fn weight(&self, _block: &Block, bytes: &Bytes) -> u64 {
        bytes.len() as u64
    }
}

impl Default for Blocks {
    fn default() -> Self {
        let about = usize::try_from(KEPT / BLOCK).unwrap_or(usize::MAX);
        Self(Cache::with_weighter(about, KEPT, BySize))
    }
}

/// Bytes as they come.
pub type Reading = stream::BoxStream<'static, Result<Bytes, StoreError>>;

impl Files {
    /// A range of a kept file of `size` bytes, for somebody who is not the only one to read it: all who read the same part at the same time
    /// share its bytes, and wait for one reading of the disk. A slow reader holds three quarters of a megabyte at most,
    /// shared with the others of the same part. The first bytes are at hand when this returns; where the file is shorter than it
    /// was, the stream ends with an error.
    pub async fn share(self: &Arc<Self>, hash: &str, size: u64, range: Range<u64>) -> Result<Reading, StoreError> {
        let mut name = [0; 32];
        if hex::decode_to_slice(hash, &mut name).is_err() {
            return Err(missing());
        }
        let (files, key) = (self.clone(), Self::key(hash));
        let blocks = range.start / BLOCK..range.end.div_ceil(BLOCK);
        let parts = stream::iter(blocks).map(move |number| {
            let (files, key, range) = (files.clone(), key.clone(), range.clone());
            async move {
                let from = number * BLOCK;
                let read = async { Ok::<_, StoreError>(files.store.get_range(&key, from..size.min(from + BLOCK)).await?) };
                let block = files.blocks.0.get_or_insert_async(&(name, number), read).await?;
                let (begin, end) = (range.start.saturating_sub(from), (range.end - from).min(BLOCK));
                let part = usize::try_from(begin).ok().zip(usize::try_from(end).ok()).filter(|&(_, end)| end <= block.len());
                part.map(|(begin, end)| block.slice(begin..end)).ok_or_else(missing)
            }
        });
        begun(parts.buffered(AHEAD).boxed()).await
    }

    /// A range of a kept file for somebody alone, such as a job that reads it through once. The first bytes are at hand when this
    /// returns.
    pub async fn read(&self, hash: &str, range: Range<u64>) -> Result<Reading, StoreError> {
        begun(self.alone(Self::key(hash), range)).await
    }

    /// Whole kept files one after the other, given as their hashes and sizes: as if they were one.
    pub fn read_together(&self, files: Vec<(String, u64)>) -> Reading {
        let files: Vec<Reading> = files.into_iter().map(|(hash, size)| self.alone(Self::key(&hash), 0..size)).collect();
        stream::iter(files).flatten().boxed()
    }

    /// An object or part of it, in pieces that are worth their way.
    pub(super) fn alone(&self, key: Key, range: Range<u64>) -> Reading {
        if range.is_empty() {
            return stream::empty().boxed();
        }
        let store = self.store.clone();
        if self.folder.is_none() {
            let options = GetOptions { range: Some(range.into()), ..Default::default() };
            let got = async move { Ok::<_, object_store::Error>(store.get_opts(&key, options).await?.into_stream()) };
            return stream::once(got).try_flatten().map_err(StoreError::from).boxed();
        }
        // From a folder, the library's own stream comes in pieces of 8 KiB, each by way of another thread.
        let starts = (range.start..range.end).step_by(usize::try_from(BLOCK).unwrap_or(usize::MAX));
        let parts = stream::iter(starts).then(move |from| {
            let (store, key, upto) = (store.clone(), key.clone(), range.end.min(from + BLOCK));
            async move { Ok(store.get_range(&key, from..upto).await?) }
        });
        parts.boxed()
    }
}

/// Waits for the first bytes: what cannot be read at all is told before an answer has begun.
async fn begun(mut parts: Reading) -> Result<Reading, StoreError> {
    let first = parts.next().await.transpose()?;
    Ok(stream::iter(first.map(Ok)).chain(parts).boxed())
}

fn missing() -> StoreError {
    let source: Box<dyn std::error::Error + Send + Sync> = "the file is shorter than it was".into();
    object_store::Error::Generic { store: "files", source }.into()
}
