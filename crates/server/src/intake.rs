//! Examining an uploaded file in a child process of our own binary, with limits on time and memory.

use std::time::Duration;

use futures::StreamExt;
use papers::{
    inspect::{Inspection, Unusable},
    worker::{Answer, WORD, run},
};
use store::files::{Arrived, Files};
use tokio::io::AsyncWriteExt;

use crate::{child, error::ApiError};

/// Longest an examination may take.
const TIME: Duration = Duration::from_secs(30);
/// Most address space the child may have, in bytes.
const MEMORY: u64 = 2 << 30;
/// Examinations at a time: each may use a core and much memory.
static PLACES: tokio::sync::Semaphore = tokio::sync::Semaphore::const_new(2);

/// The child's main function: limits itself, then works.
pub fn be_worker() -> anyhow::Result<()> {
    rlimit::setrlimit(rlimit::Resource::AS, MEMORY, MEMORY)?;
    rlimit::setrlimit(rlimit::Resource::CPU, TIME.as_secs(), TIME.as_secs())?;
    rlimit::setrlimit(rlimit::Resource::FSIZE, 0, 0)?;
    run(std::io::stdin().lock(), std::io::stdout().lock())?;
    Ok(())
}

/// Examines an arrived file. A child that is killed, crashes or says nothing means the file is at fault, not the server.
pub async fn inspect(files: &Files, arrived: &Arrived) -> Result<Inspection, ApiError> {
    if arrived.size == 0 {
        return Err(refused(Unusable::Empty));
    }
    let _place = PLACES.acquire().await.map_err(|_closed| ApiError::internal())?;
    let mut child = child::start(&[WORD]).map_err(|error| failed(&error))?;
    let mut input = child.stdin.take().ok_or_else(ApiError::internal)?;
    let mut bytes = files.read_arrived(arrived).await?;
    let work = async {
        while let Some(piece) = bytes.next().await {
            let piece = piece.map_err(store::StoreError::from)?;
            // The child may answer and close before it has read everything.
            if input.write_all(&piece).await.is_err() {
                break;
            }
        }
        drop(input);
        child.wait_with_output().await.map_err(|error| failed(&error))
    };
    let Ok(output) = tokio::time::timeout(TIME, work).await else { return Err(refused(Unusable::TooCostly)) };
    let output = output?;
    match serde_json::from_slice(&output.stdout) {
        Ok(Answer::Usable(inspection)) => Ok(inspection),
        Ok(Answer::Unusable(unusable)) => Err(refused(unusable)),
        Err(_) => {
            tracing::warn!(status = %output.status, "the papers worker died on a file");
            Err(refused(Unusable::TooCostly))
        }
    }
}

fn failed(error: &dyn std::error::Error) -> ApiError {
    tracing::error!(error = error.to_string(), "the papers worker could not be run");
    ApiError::internal()
}

fn refused(unusable: Unusable) -> ApiError {
    use axum::http::StatusCode;
    let (code, vi, en) = match unusable {
        Unusable::Empty => (
            "empty_file",
            "Tệp rỗng, không có nội dung. Mời kiểm tra lại tệp rồi tải lên lần nữa.",
            "The file is empty. Check it and upload it again.",
        ),
        Unusable::OfficeDocument => (
            "office_document",
            "Đây là tệp Word, Excel hoặc PowerPoint. Hiện chỉ nhận PDF: mời lưu thành PDF rồi tải lên.",
            "This is a Word, Excel or PowerPoint file. Only PDF is taken so far: save it as PDF and upload that.",
        ),
        Unusable::Program => (
            "program",
            "Tệp này là một chương trình máy tính, không phải tài liệu. Không nhận; mời kiểm tra nguồn gửi.",
            "This file is a computer program, not a paper. It was not taken; check who sent it.",
        ),
        Unusable::NotPdf => (
            "not_a_pdf",
            "Tệp này không phải PDF dù có thể mang đuôi .pdf. Mời xuất lại thành PDF rồi tải lên.",
            "This file is no PDF, whatever its name says. Export it as PDF and upload that.",
        ),
        Unusable::Truncated => (
            "truncated_pdf",
            "Tệp PDF bị đứt đoạn, thiếu phần cuối. Mời xin lại tệp đầy đủ rồi tải lên.",
            "The PDF is cut off and its end is missing. Ask for the whole file and upload that.",
        ),
        Unusable::Encrypted => (
            "encrypted_pdf",
            "Tệp PDF có mật khẩu nên không mở được. Mời nơi gửi bỏ mật khẩu rồi nộp lại.",
            "The PDF needs a password. Ask its sender to remove the password and submit it again.",
        ),
        Unusable::Damaged => (
            "damaged_pdf",
            "Tệp PDF bị hỏng, không đọc được trang nào. Mời xuất lại từ bản gốc rồi tải lên.",
            "The PDF is damaged and no page can be read. Export it again and upload that.",
        ),
        Unusable::TooCostly => (
            "costly_pdf",
            "Tệp PDF đòi hỏi thời gian hoặc bộ nhớ bất thường nên bị từ chối. Mời xuất lại từ bản gốc rồi tải lên.",
            "Reading this PDF takes abnormal time or memory, so it was refused. Export it again and upload that.",
        ),
    };
    ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, code, vi, en)
}
