//! The keys under which tablets keep papers: one a tablet and meeting, gone before anything else goes.

use chrono::{DateTime, Utc};
use domain::ids::{DeviceId, MeetingId, SessionId};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, sea_query::OnConflict};

use crate::{
    Store, StoreError,
    backend::begin_write,
    entity::{session, vault_key},
};

impl Store {
    /// The key of a tablet for a meeting: the one it has, or `new`. A tablet that asks twice at once is told the same twice.
    pub async fn vault_key(&self, device: DeviceId, meeting: MeetingId, new: &str, now: DateTime<Utc>) -> Result<String, StoreError> {
        let transaction = begin_write(&self.writer).await?;
        let row =
            vault_key::ActiveModel { device_id: Set(device.0), meeting_id: Set(meeting.0), key: Set(new.to_owned()), made_at: Set(now) };
        let keep = OnConflict::columns([vault_key::Column::DeviceId, vault_key::Column::MeetingId]).do_nothing().to_owned();
        match vault_key::Entity::insert(row).on_conflict(keep).exec_without_returning(&transaction).await {
            Ok(_) | Err(DbErr::RecordNotInserted) => {}
            Err(error) => return Err(error.into()),
        }
        let kept = vault_key::Entity::find_by_id((device.0, meeting.0)).one(&transaction).await?;
        transaction.commit().await?;
        Ok(kept.map_or_else(|| new.to_owned(), |row| row.key))
    }

    /// Erases the key of a tablet for a meeting.
    pub async fn erase_vault_key(&self, device: DeviceId, meeting: MeetingId) -> Result<(), StoreError> {
        vault_key::Entity::delete_by_id((device.0, meeting.0)).exec(&self.writer).await?;
        Ok(())
    }

    /// Erases the keys of all tablets for a meeting: it is over. Returns how many.
    pub async fn erase_vault_keys(&self, meeting: MeetingId) -> Result<u64, StoreError> {
        let erased = vault_key::Entity::delete_many().filter(vault_key::Column::MeetingId.eq(meeting.0)).exec(&self.writer).await?;
        Ok(erased.rows_affected)
    }
}

/// Erases the keys of the tablet a session is on, if it is on one.
pub(crate) async fn erase_keys_of(db: &impl ConnectionTrait, session: SessionId) -> Result<(), DbErr> {
    let device = session::Entity::find_by_id(session.0).one(db).await?.and_then(|session| session.device_id);
    if let Some(device) = device {
        vault_key::Entity::delete_many().filter(vault_key::Column::DeviceId.eq(device)).exec(db).await?;
    }
    Ok(())
}
