$ till() { for _ in $(seq 150); do eval "$1" >/dev/null 2>&1 && return; sleep 0.2; done; echo "not reached: $1"; return 1; }

$ csr() { openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout $1.key -subj "$3" ${SAN:+-addext "subjectAltName=$SAN"} -out $1.csr 2>/dev/null; kubectl ${AS:+--as=$AS --as-group=${G:-system:authenticated}} create -f - <<X
> {apiVersion: certificates.k8s.io/v1, kind: CertificateSigningRequest, metadata: {name: ctl-csrs-$1}, spec: {request: $(base64 -w0 $1.csr), signerName: $2, usages: [${U:-client auth}] ${E:+, expirationSeconds: $E}}}
> X
> }; cond() { kubectl get csr ctl-csrs-$1 -o json | jq -cS '[.status.conditions[]? | [.type,.status,.reason,.message]], (.status.certificate != null)'; }; cert() { kubectl get csr ctl-csrs-$1 -o jsonpath='{.status.certificate}' | base64 -d | openssl x509 -noout "${@:2}"; }; signed() { till '[ -n "$(kubectl get csr ctl-csrs-'$1' -o jsonpath={.status.certificate})" ]'; }

$ K=kubernetes.io/kube-apiserver-client; csr c1 $K /O=dev/CN=jane; cond c1; kubectl get csr ctl-csrs-c1; kubectl certificate approve ctl-csrs-c1; signed c1; cond c1; cert c1 -subject -ext keyUsage,extendedKeyUsage,basicConstraints; kubectl get csr ctl-csrs-c1; E=600 csr c2 $K /CN=short; kubectl certificate approve ctl-csrs-c2 >/dev/null; signed c2; kubectl get csr ctl-csrs-c2 | awk '{print $5,$6}'; cert c2 -checkend 500; cert c2 -checkend 700
certificatesigningrequest.certificates.k8s.io/ctl-csrs-c1 created
[]
false
NAME  AGE  SIGNERNAME  REQUESTOR  REQUESTEDDURATION  CONDITION
ctl-csrs-c1  <age>  kubernetes.io/kube-apiserver-client  admin  <none>  Pending
certificatesigningrequest.certificates.k8s.io/ctl-csrs-c1 approved
[["Approved","True","KubectlApprove","This CSR was approved by kubectl certificate approve."]]
true
subject=O = dev, CN = jane
X509v3 Extended Key Usage:
    TLS Web Client Authentication
X509v3 Basic Constraints: critical
    CA:FALSE
NAME  AGE  SIGNERNAME  REQUESTOR  REQUESTEDDURATION  CONDITION
ctl-csrs-c1  <age>  kubernetes.io/kube-apiserver-client  admin  <none>  Approved,Issued
certificatesigningrequest.certificates.k8s.io/ctl-csrs-c2 created
REQUESTEDDURATION CONDITION
<age> Approved,Issued
Certificate will not expire
Certificate will expire
[1]

## asked for what the signer does not sign
$ U='server auth' csr c3 $K /CN=x; kubectl certificate approve ctl-csrs-c3 >/dev/null; till 'cond c3 | grep Failed'; cond c3; kubectl get csr ctl-csrs-c3 --no-headers | awk '{print $NF}'; csr c4 kubernetes.io/kubelet-serving /CN=x; kubectl certificate approve ctl-csrs-c4 >/dev/null; till 'cond c4 | grep Failed'; cond c4; U='digital signature, server auth' SAN=DNS:n1 csr c5 kubernetes.io/kubelet-serving /O=system:nodes/CN=system:node:n1; kubectl certificate approve ctl-csrs-c5 >/dev/null; till 'cond c5 | grep -E "Failed|true"'; cond c5; AS=system:node:n1 G=system:nodes U='digital signature, server auth' SAN=DNS:n1,IP:10.0.0.9 csr c6 kubernetes.io/kubelet-serving /O=system:nodes/CN=system:node:n1; kubectl certificate approve ctl-csrs-c6 >/dev/null; signed c6; cert c6 -subject -ext subjectAltName,extendedKeyUsage; csr c7 kubernetes.io/kube-apiserver-client-kubelet /CN=x; kubectl certificate approve ctl-csrs-c7 >/dev/null; till 'cond c7 | grep Failed'; cond c7
certificatesigningrequest.certificates.k8s.io/ctl-csrs-c3 created
[["Approved","True","KubectlApprove","This CSR was approved by kubectl certificate approve."],["Failed","True","SignerValidationFailure","invalid usage for client certificate: server auth"]]
false
Approved,Failed
certificatesigningrequest.certificates.k8s.io/ctl-csrs-c4 created
[["Approved","True","KubectlApprove","This CSR was approved by kubectl certificate approve."],["Failed","True","SignerValidationFailure","subject organization is not system:nodes"]]
false
certificatesigningrequest.certificates.k8s.io/ctl-csrs-c5 created
[["Approved","True","KubectlApprove","This CSR was approved by kubectl certificate approve."]]
true
certificatesigningrequest.certificates.k8s.io/ctl-csrs-c6 created
subject=O = system:nodes, CN = system:node:n1
X509v3 Extended Key Usage:
    TLS Web Server Authentication
X509v3 Subject Alternative Name:
    DNS:n1, IP Address:<ip>
certificatesigningrequest.certificates.k8s.io/ctl-csrs-c7 created
[["Approved","True","KubectlApprove","This CSR was approved by kubectl certificate approve."],["Failed","True","SignerValidationFailure","subject organization is not system:nodes"]]
false

$ csr c8 example.com/mine /CN=x; kubectl certificate approve ctl-csrs-c8; sleep 1; cond c8; csr c9 $K /CN=no; kubectl certificate deny ctl-csrs-c9; cond c9; kubectl certificate approve ctl-csrs-c9; kubectl certificate deny ctl-csrs-c1; kubectl certificate approve ctl-csrs-c1; kubectl certificate approve nothing; U='any, cert sign' csr c10 kubernetes.io/legacy-unknown /CN=x; U='server auth, digital signature' SAN=DNS:a.b csr c11 kubernetes.io/legacy-unknown /CN=x; kubectl certificate approve ctl-csrs-c11
certificatesigningrequest.certificates.k8s.io/ctl-csrs-c8 created
certificatesigningrequest.certificates.k8s.io/ctl-csrs-c8 approved
[["Approved","True","KubectlApprove","This CSR was approved by kubectl certificate approve."]]
false
certificatesigningrequest.certificates.k8s.io/ctl-csrs-c9 created
certificatesigningrequest.certificates.k8s.io/ctl-csrs-c9 denied
[["Denied","True","KubectlDeny","This CSR was denied by kubectl certificate deny."]]
false
certificatesigningrequest.certificates.k8s.io/ctl-csrs-c1 approved
! error: certificate signing request "ctl-csrs-c9" is already Denied
! error: certificate signing request "ctl-csrs-c1" is already Approved
! Error from server (NotFound): certificatesigningrequests.certificates.k8s.io "nothing" not found
! The CertificateSigningRequest "ctl-csrs-c10" is invalid: spec.signerName: Invalid value: "kubernetes.io/legacy-unknown": the legacy signerName is not allowed via this API version
! The CertificateSigningRequest "ctl-csrs-c11" is invalid: spec.signerName: Invalid value: "kubernetes.io/legacy-unknown": the legacy signerName is not allowed via this API version
! Error from server (NotFound): certificatesigningrequests.certificates.k8s.io "ctl-csrs-c11" not found
[1]

## what may be written
$ csr d1 noslash /CN=x; csr d2 $K /CN=x >/dev/null; U='odd' csr d3 $K /CN=x; E=10 csr d4 $K /CN=x; kubectl create -f - <<X
> {apiVersion: certificates.k8s.io/v1, kind: CertificateSigningRequest, metadata: {name: ctl-csrs-d5}, spec: {request: $(echo hello | base64), signerName: $K, usages: []}}
> X
> kubectl patch csr ctl-csrs-d2 --type=merge -p '{"spec":{"signerName":"example.com/x"}}'; kubectl get csr ctl-csrs-d2 -o jsonpath='{.spec.signerName} {.spec.username} {.spec.groups}{"\n"}'; kubectl patch csr ctl-csrs-d2 --subresource=approval --type=merge -p '{"status":{"conditions":[{"type":"Approved","status":"False"}]}}'; kubectl patch csr ctl-csrs-d2 --subresource=status --type=merge -p '{"status":{"conditions":[{"type":"Approved","status":"True"}]}}'; kubectl patch csr ctl-csrs-d2 --subresource=approval --type=merge -p '{"status":{"conditions":[{"type":"Approved","status":"True"},{"type":"Denied","status":"True"}]}}'; kubectl patch csr ctl-csrs-d2 --subresource=status --type=merge -p '{"status":{"certificate":"aGVsbG8="}}'
certificatesigningrequest.certificates.k8s.io/ctl-csrs-d2 patched (no change)
kubernetes.io/kube-apiserver-client admin ["system:masters","system:authenticated"]
! The CertificateSigningRequest "ctl-csrs-d1" is invalid: spec.signerName: Invalid value: "noslash": must be a fully qualified domain and path of the form 'example.com/signer-name'
! The CertificateSigningRequest "ctl-csrs-d3" is invalid: spec.usages[0]: Unsupported value: "odd": supported values: "any", "cert sign", "client auth", "code signing", "content commitment", "crl sign", "data encipherment", "decipher only", "digital signature", "email protection", "encipher only", "ipsec end system", "ipsec tunnel", "ipsec user", "key agreement", "key encipherment", "microsoft sgc", "netscape sgc", "ocsp signing", "s/mime", "server auth", "signing", "timestamping"
! The CertificateSigningRequest "ctl-csrs-d4" is invalid: spec.expirationSeconds: Invalid value: 10: may not specify a duration less than 600 seconds (10 minutes)
! The CertificateSigningRequest "ctl-csrs-d5" is invalid:
! * spec.request: Invalid value: "aGVsbG8K": PEM block type must be CERTIFICATE REQUEST
! * spec.usages: Required value
! The CertificateSigningRequest "ctl-csrs-d2" is invalid: status.conditions[0].status: Unsupported value: "False": supported values: "True"
! The CertificateSigningRequest "ctl-csrs-d2" is invalid: status.conditions: Forbidden: updates may not add a condition of type "Approved"
! The CertificateSigningRequest "ctl-csrs-d2" is invalid: status.conditions: Invalid value: "Denied": Approved and Denied conditions are mutually exclusive
! The CertificateSigningRequest "ctl-csrs-d2" is invalid: status.certificate: Invalid value: "<certificate data>": must contain at least one CERTIFICATE PEM block
[1]

## a node's own, approved by itself
$ kubectl create clusterrolebinding ctl-csrs --clusterrole=system:certificates.k8s.io:certificatesigningrequests:selfnodeclient --group=system:nodes >/dev/null; AS=system:node:n9 G=system:nodes U='digital signature, client auth' csr n9 kubernetes.io/kube-apiserver-client-kubelet /O=system:nodes/CN=system:node:n9; signed n9; cond n9; cert n9 -subject; kubectl delete clusterrolebinding ctl-csrs >/dev/null; AS=system:node:n8 G=system:nodes U='digital signature, client auth' csr n8 kubernetes.io/kube-apiserver-client-kubelet /O=system:nodes/CN=system:node:n8; sleep 1; cond n8
certificatesigningrequest.certificates.k8s.io/ctl-csrs-n9 created
[["Approved","True","AutoApproved","Auto approving self kubelet client certificate after SubjectAccessReview."]]
true
subject=O = system:nodes, CN = system:node:n9
certificatesigningrequest.certificates.k8s.io/ctl-csrs-n8 created
[]
false

$ kubectl delete csr $(kubectl get csr -o name | grep ctl-csrs | cut -d/ -f2) | wc -l
12
