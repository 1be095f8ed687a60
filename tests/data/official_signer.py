"""Signs the requests on standard input with Huawei's own signer, and prints their Authorization headers."""

import json
import sys
from urllib.parse import parse_qsl

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.sdk_request import SdkRequest
from huaweicloudsdkcore.signer.signer import Signer


def authorization(asked):
    request = SdkRequest(
        method=asked["method"], resource_path=asked["path"], header_params=dict(asked["headers"]),
        query_params=parse_qsl(asked["query"], keep_blank_values=True), body=bytes.fromhex(asked["body"]))
    signed = Signer(BasicCredentials(asked["access_key"], asked["secret_key"])).sign(request)
    return signed.header_params["Authorization"]


print(json.dumps([authorization(asked) for asked in json.load(sys.stdin)]))
