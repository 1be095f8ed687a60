"""The premium way with Huawei's own SDK: it signs, writes and reads everything here, and this project nothing."""

import io
import os
import sys
import time
import zipfile

import requests
from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException
from huaweicloudsdkmetastudio.v1 import (
    CommitJobReq, CommitVoiceTrainingJobRequest, CreateTrainingAdvanceJobRequest, CreateTrainingJobReq,
    DeleteVoiceTrainingJobRequest, ListJobOperationLogRequest, ListVoiceTrainingJobRequest, MetaStudioClient,
    ShowJobAuditResultRequest, ShowJobUploadingAddressRequest, ShowTenantDurationCfgRequest,
    ShowVoiceTrainingJobRequest)


def client(secret_key):
    keys = BasicCredentials(os.environ["ACCESS_KEY"], secret_key, os.environ["PROJECT_ID"])
    return MetaStudioClient.new_builder().with_credentials(keys).with_endpoint(os.environ["ENDPOINT"]).build()


def put(url, body, content_type):
    requests.put(url, data=body, headers={"Content-Type": content_type}).raise_for_status()


ours = client(os.environ["SECRET_KEY"])
limits = ours.show_tenant_duration_cfg(ShowTenantDurationCfgRequest())
assert limits.advance_min <= limits.advance_max, limits

body = CreateTrainingJobReq(
    voice_name="温柔 女声 & co", description="It is a female voice.", sex="FEMALE", language="CN", tag="ECOMMERCE",
    create_type="PACKAGE", phone="13500001111", supported_service=["VIDEO_2D"])
job = ours.create_training_advance_job(CreateTrainingAdvanceJobRequest(x_app_user_id="user 1", body=body))

archive = io.BytesIO()
with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
    target.write(sys.argv[1], "VoiceClone.wav")
put(job.training_data_uploading_url, archive.getvalue(), "application/zip")
fresh = ours.show_job_uploading_address(ShowJobUploadingAddressRequest(job_id=job.job_id))
put(fresh.authorization_letter_uploading_url, b"%PDF-1.4", "application/octet-stream")
put(fresh.package_url.training_data_uploading_url, archive.getvalue(), "application/zip")
ours.commit_voice_training_job(CommitVoiceTrainingJobRequest(job_id=job.job_id, body=CommitJobReq()))

for _ in range(600):
    shown = ours.show_voice_training_job(ShowVoiceTrainingJobRequest(job_id=job.job_id))
    if shown.state in ("SUCCEED", "FAILED", "AUDIT_FAILED"):
        break
    time.sleep(0.05)
assert shown.state == "SUCCEED", shown
assert (shown.voice_name, shown.job_type, shown.app_user_id) == (body.voice_name, "ADVANCE", "user 1"), shown

listed = ours.list_voice_training_job(
    ListVoiceTrainingJobRequest(voice_name=body.voice_name, state="SUCCEED,FAILED", limit=10, offset=0))
assert (listed.count, listed.jobs[0].asset_id) == (1, shown.asset_id), listed
log = ours.list_job_operation_log(ListJobOperationLogRequest(job_id=job.job_id))
assert log.operations[0].operator in ("USER", "SYSTEM", "ADMIN"), log
ours.show_job_audit_result(ShowJobAuditResultRequest(job_id=job.job_id))

try:
    client("a-wrong-key").show_voice_training_job(ShowVoiceTrainingJobRequest(job_id=job.job_id))
    raise AssertionError("a wrong key was accepted")
except ClientRequestException as refused:
    assert (refused.status_code, refused.error_code) == (401, "APIGW.0301"), refused
    assert refused.request_id, refused

ours.delete_voice_training_job(DeleteVoiceTrainingJobRequest(job_id=job.job_id))
assert ours.list_voice_training_job(ListVoiceTrainingJobRequest(job_id=job.job_id)).count == 0
print(shown.asset_id)
