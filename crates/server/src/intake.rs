//! Examining an uploaded file in a child process, and the words for why it is not taken.

use papers::{
    examine::Examination,
    kind::Unusable,
    worker::{Answer, Step},
};
use store::files::{Arrived, Files};

use crate::{
    error::ApiError,
    worker::{self, Failure},
};

/// Examines an arrived file.
pub async fn inspect(files: &Files, arrived: &Arrived) -> Result<Examination, ApiError> {
    let bytes = files.read_arrived(arrived).await?;
    match worker::run(&Step::Examine { password: None }, bytes, |_progress| {}).await {
        Ok(found) => match found.answers.into_iter().next() {
            Some(Answer::Examined(examination)) if examination.kind.is_office() => Err(office_document()),
            Some(Answer::Examined(examination)) => Ok(examination),
            _ => Err(ApiError::internal()),
        },
        Err(Failure::File { reason, .. }) => Err(refused(reason)),
        Err(failure @ Failure::Machine(_)) => {
            tracing::error!(error = &failure as &dyn std::error::Error, "the papers worker could not be run");
            Err(ApiError::internal())
        }
    }
}

fn office_document() -> ApiError {
    ApiError::new(
        axum::http::StatusCode::UNPROCESSABLE_ENTITY,
        "office_document",
        "Đây là tệp Word, Excel hoặc PowerPoint. Hiện chỉ nhận PDF: mời lưu thành PDF rồi tải lên.",
        "This is a Word, Excel or PowerPoint file. Only PDF is taken so far: save it as PDF and upload that.",
    )
}

fn refused(unusable: Unusable) -> ApiError {
    use axum::http::StatusCode;
    let (code, vi, en) = match unusable {
        Unusable::Empty => (
            "empty_file",
            "Tệp rỗng, không có nội dung. Mời kiểm tra lại tệp rồi tải lên lần nữa.",
            "The file is empty. Check it and upload it again.",
        ),
        Unusable::Program => (
            "program",
            "Tệp này là một chương trình máy tính, không phải tài liệu. Không nhận; mời kiểm tra nguồn gửi.",
            "This file is a computer program, not a paper. It was not taken; check who sent it.",
        ),
        Unusable::Other => (
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
            "damaged_file",
            "Tệp bị hỏng, không đọc được trang nào. Mời xuất lại từ bản gốc rồi tải lên.",
            "The file is damaged and no page can be read. Export it again and upload that.",
        ),
        Unusable::TooCostly => (
            "costly_pdf",
            "Tệp PDF đòi hỏi thời gian hoặc bộ nhớ bất thường nên bị từ chối. Mời xuất lại từ bản gốc rồi tải lên.",
            "Reading this PDF takes abnormal time or memory, so it was refused. Export it again and upload that.",
        ),
    };
    ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, code, vi, en)
}
