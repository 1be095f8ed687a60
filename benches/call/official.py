"""The call with Huawei's own SDK. It prints CPU and wall seconds of all measured calls, and their number."""

import os
import sys
import time

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkmetastudio.v1 import CreateTrainingAdvanceJobRequest, CreateTrainingJobReq, MetaStudioClient

WARM_UP = 30
calls = int(sys.argv[1])
keys = BasicCredentials(os.environ["ACCESS_KEY"], os.environ["SECRET_KEY"], os.environ["PROJECT_ID"])
client = MetaStudioClient.new_builder().with_credentials(keys).with_endpoint(os.environ["ENDPOINT"]).build()


def create():
    body = CreateTrainingJobReq(
        voice_name="温柔 女声 & co", description="It is a female voice.", sex="FEMALE", language="CN", tag="ECOMMERCE",
        create_type="PACKAGE", phone="13500001111", dhtms_job_id="abcdefg", batch_name="123qwe", output_language="CN",
        custom_text="你好,这是一段试听文本", is_ondemand_resource=False, supported_service=["VIDEO_2D"])
    job = client.create_training_advance_job(CreateTrainingAdvanceJobRequest(body=body))
    assert job.training_data_uploading_url and job.authorization_letter_uploading_url
    return job.job_id


for _ in range(WARM_UP):
    create()
cpu, wall = time.process_time(), time.perf_counter()
for _ in range(calls):
    create()
print(time.process_time() - cpu, time.perf_counter() - wall, calls)
