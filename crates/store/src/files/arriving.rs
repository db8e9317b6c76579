//! Uploads on their way: pieces that survive a cut and a restart, until they are kept as one file or thrown away.
//!
//! An upload is a folder `arriving/{id}/` of pieces, each named by the offset it begins at. A piece is written whole or not
//! at all, and never written over: whoever finds the place taken has been overtaken and stops. So the pieces always follow
//! each other without gap or overlap, also when a tired connection and its successor send at the same time, and what is
//! there is all there is to know about an upload: nothing has to be put right after a crash.

use bytes::Bytes;
use futures::{Stream, StreamExt, TryStreamExt, stream};
use object_store::{ObjectStoreExt, PutMode, PutPayload, WriteMultipart, path::Path as Key};
use sha2::{Digest, Sha256};

use super::{Files, Reading};
use crate::StoreError;

/// Bytes gathered before a piece is written: what a crash loses at most, and the memory of an upload, whatever its size.
const PIECE: usize = 2 << 20;
/// Bytes of one part where pieces are put together. S3 takes no smaller ones.
const PART: usize = 5 << 20;

/// Everything that arrived under one id, weighed. It is not yet kept as a file: [`Files::keep`] does that,
/// [`Files::discard`] throws it away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrived {
    /// The upload's id.
    pub id: String,
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
    /// The upload stands elsewhere than these bytes begin: another connection was first, or pieces were thrown away.
    #[error("{received} bytes have arrived so far")]
    Elsewhere {
        /// Where the next byte belongs.
        received: u64,
    },
    /// The sender failed or went away. What came before is there.
    #[error("the sender went away")]
    Sender(E),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl<E> From<object_store::Error> for ArrivalError<E> {
    fn from(error: object_store::Error) -> Self {
        Self::Store(error.into())
    }
}

/// One piece of an upload.
struct Piece {
    key: Key,
    offset: u64,
    size: u64,
}

impl Files {
    /// How many bytes of the upload `id` are here: where its next byte belongs. 0 where nothing is known of it.
    pub async fn received(&self, id: &str) -> Result<u64, StoreError> {
        Ok(end(&self.pieces(id).await?))
    }

    /// Adds `bytes` to the upload `id`, of which `offset` bytes are here already, up to `max` bytes in all; answers how many
    /// are here then. `id` is any unique word.
    ///
    /// Whatever way it ends, by a cut included, what came before the end is there. Only dropping the future loses what was
    /// not yet written, 2 MiB at most, so where the connection may take it along it belongs into a task of its own.
    ///
    /// # Errors
    /// [`ArrivalError::Elsewhere`] where `offset` is not what [`Files::received`] says, and where somebody else sends to the
    /// same upload and was faster: ask what is here and go on from there.
    pub async fn append<E>(
        &self,
        id: &str,
        offset: u64,
        max: u64,
        bytes: impl Stream<Item = Result<Bytes, E>> + Send,
    ) -> Result<u64, ArrivalError<E>> {
        let received = self.received(id).await?;
        if offset != received {
            return Err(ArrivalError::Elsewhere { received });
        }
        let mut bytes = std::pin::pin!(bytes);
        let mut written = offset;
        let mut piece = Vec::new();
        let outcome = loop {
            match bytes.next().await {
                Some(Ok(some)) => {
                    if written + (piece.len() + some.len()) as u64 > max {
                        break Err(ArrivalError::TooLarge { max });
                    }
                    piece.extend_from_slice(&some);
                    if piece.len() >= PIECE {
                        written = self.put_piece(id, written, std::mem::take(&mut piece)).await?;
                    }
                }
                Some(Err(error)) => break Err(ArrivalError::Sender(error)),
                None => break Ok(()),
            }
        };
        if !piece.is_empty() {
            written = self.put_piece(id, written, piece).await?;
        }
        outcome.map(|()| written)
    }

    /// Writes one piece; answers where the next one begins.
    async fn put_piece<E>(&self, id: &str, offset: u64, bytes: Vec<u8>) -> Result<u64, ArrivalError<E>> {
        let end = offset + bytes.len() as u64;
        match self.store.put_opts(&folder(id).join(offset.to_string()), PutPayload::from(bytes), PutMode::Create.into()).await {
            Ok(_) => Ok(end),
            Err(object_store::Error::AlreadyExists { .. }) => Err(ArrivalError::Elsewhere { received: self.received(id).await? }),
            Err(error) => Err(error.into()),
        }
    }

    /// The pieces of an upload in their order, from its beginning to its first gap.
    async fn pieces(&self, id: &str) -> Result<Vec<Piece>, StoreError> {
        let listed: Vec<_> = self.store.list(Some(&folder(id))).try_collect().await?;
        let mut pieces: Vec<Piece> = listed
            .into_iter()
            .filter_map(|object| {
                let offset = object.location.filename()?.parse().ok()?;
                Some(Piece { key: object.location, offset, size: object.size })
            })
            .collect();
        pieces.sort_by_key(|piece| piece.offset);
        let mut end = 0;
        // A server that writes over pieces all the same may leave some that overlap: those that join on do.
        pieces.retain(|piece| {
            let joins = piece.offset == end;
            end += if joins { piece.size } else { 0 };
            joins
        });
        Ok(pieces)
    }

    /// Weighs what has arrived under `id`: reads it once, and says its hash and size. Changes nothing, so it may be asked
    /// again, also after a restart. Nobody may be sending any more.
    pub async fn assemble(&self, id: &str) -> Result<Arrived, StoreError> {
        let mut bytes = self.read_pieces(self.pieces(id).await?);
        let (mut hasher, mut size) = (Sha256::new(), 0);
        while let Some(some) = bytes.try_next().await? {
            hasher.update(&some);
            size += some.len() as u64;
        }
        Ok(Arrived { id: id.to_owned(), hash: hex::encode(hasher.finalize()), size })
    }

    /// Takes a whole stream of bytes in at once under `name` (any unique word), at most `max` of them. Where that fails,
    /// nothing of it stays.
    pub async fn arrive<E>(
        &self,
        name: &str,
        max: u64,
        bytes: impl Stream<Item = Result<Bytes, E>> + Send,
    ) -> Result<Arrived, ArrivalError<E>> {
        self.discard(name).await?;
        match self.append(name, 0, max, bytes).await {
            Ok(_) => Ok(self.assemble(name).await?),
            Err(error) => {
                self.discard(name).await?;
                Err(error)
            }
        }
    }

    /// The bytes of an arrived file as a stream, to be examined.
    pub async fn read_arrived(&self, arrived: &Arrived) -> Result<Reading, StoreError> {
        Ok(self.read_pieces(self.pieces(&arrived.id).await?))
    }

    fn read_pieces(&self, pieces: Vec<Piece>) -> Reading {
        let parts: Vec<Reading> = pieces.into_iter().map(|piece| self.alone(piece.key, 0..piece.size)).collect();
        stream::iter(parts).flatten().boxed()
    }

    /// Keeps an arrived file under its content's name; its pieces are gone then. It must be noted first
    /// ([`crate::Store::keep_file`]): then nobody who sweeps takes away in this moment what was there already. The same bytes twice are one file, and an
    /// upload kept twice (a job done again after a crash) is kept once.
    pub async fn keep(&self, arrived: &Arrived) -> Result<(), StoreError> {
        let to = Self::key(&arrived.hash);
        if !self.has(&arrived.hash).await {
            match self.pieces(&arrived.id).await?.as_slice() {
                [only] if only.size == arrived.size => self.store.rename(&only.key, &to).await?,
                _ => self.join(arrived, &to).await?,
            }
        }
        self.discard(&arrived.id).await
    }

    /// Writes an upload's pieces as one object, a part at a time. It appears whole, or not at all.
    async fn join(&self, arrived: &Arrived, to: &Key) -> Result<(), StoreError> {
        let mut bytes = self.read_arrived(arrived).await?;
        let mut whole = WriteMultipart::new_with_chunk_size(self.store.put_multipart(to).await?, PART);
        let mut hasher = Sha256::new();
        let copied = async {
            while let Some(some) = bytes.try_next().await? {
                hasher.update(&some);
                whole.wait_for_capacity(1).await?;
                whole.put(some);
            }
            Ok::<_, StoreError>(())
        };
        let hash = match copied.await {
            Ok(()) => hex::encode(hasher.finalize()),
            Err(error) => {
                whole.abort().await?;
                return Err(error);
            }
        };
        // A file's name is a promise about its bytes.
        if hash != arrived.hash {
            whole.abort().await?;
            return Err(StoreError::Altered { hash: arrived.hash.clone(), found: hash });
        }
        whole.finish().await?;
        Ok(())
    }

    /// Throws an upload away, however much of it there is.
    pub async fn discard(&self, id: &str) -> Result<(), StoreError> {
        self.delete_under(&folder(id)).await?;
        if let Some(root) = &self.folder {
            // Of an upload's own folder nothing shall stay either; one that is not empty or not there is left alone.
            let _left = tokio::fs::remove_dir(root.join(folder(id).as_ref())).await;
        }
        Ok(())
    }

    /// Throws away the uploads `alive` does not know, which interrupted requests left behind. Returns how many pieces.
    pub async fn sweep(&self, alive: impl Fn(&str) -> bool) -> Result<usize, StoreError> {
        let left: Vec<_> = self.store.list(Some(&Key::from("arriving"))).try_collect().await?;
        let mut swept = 0;
        for object in left {
            let id = object.location.parts().nth(1);
            if id.is_none_or(|id| !alive(id.as_ref())) {
                self.delete(&object.location).await?;
                swept += 1;
            }
        }
        Ok(swept)
    }
}

/// Where an upload's pieces lie.
fn folder(id: &str) -> Key {
    Key::from_iter(["arriving", id])
}

/// Where the last of the pieces ends.
fn end(pieces: &[Piece]) -> u64 {
    pieces.last().map_or(0, |piece| piece.offset + piece.size)
}
