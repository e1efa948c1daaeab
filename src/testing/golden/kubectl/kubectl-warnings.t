$ D() { kubectl create --dry-run=server -f - <<< "$1"; }; P() { D "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: a, image: i, ports: [$1]}]}}"; }; P '{containerPort: 80}, {containerPort: 80}'; P '{containerPort: 80}, {containerPort: 80, hostPort: 80}'; P '{containerPort: 80, hostPort: 1}, {containerPort: 80, hostPort: 2}'; P '{containerPort: 80, hostPort: 1}, {containerPort: 80, hostPort: 1, hostIP: 10.9.9.9}'; P '{containerPort: 80, hostIP: 10.9.9.9}'; P '{containerPort: 80, name: x}, {containerPort: 81, name: x}'
pod/p created (server dry run)
pod/p created (server dry run)
pod/p created (server dry run)
pod/p created (server dry run)
pod/p created (server dry run)
! Warning: spec.containers[0].ports[1]: duplicate port definition with spec.containers[0].ports[0]
! Warning: spec.containers[0].ports[1]: overlapping port definition with spec.containers[0].ports[0]
! Warning: spec.containers[0].ports[1]: dangerously ambiguous port definition with spec.containers[0].ports[0]
! Warning: spec.containers[0].ports[0]: hostIP set without hostPort: {Name: HostPort:0 ContainerPort:80 Protocol:TCP HostIP:10.9.9.9}
! The Pod "p" is invalid: spec.containers[0].ports[1].name: Duplicate value: "x"
[1]

$ A() { D "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: a, image: i}], affinity: {nodeAffinity: {$1}}}}"; }; A 'requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: disk, operator: In, values: [ssd, "a/b"]}]}]}'; A 'preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, preference: {matchExpressions: [{key: beta.kubernetes.io/os, operator: In, values: ["", "a b"]}]}}]'
pod/p created (server dry run)
! The Pod "p" is invalid: spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values[1]: Invalid value: "a/b": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')
! Warning: spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].preference.matchExpressions[0].key: beta.kubernetes.io/os is deprecated since v1.14; use "kubernetes.io/os" instead
! Warning: spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].preference.matchExpressions[0].values[1]: a b is invalid, a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')

$ O() { D "{apiVersion: v1, kind: ConfigMap, metadata: {name: c, ownerReferences: [$1]}}"; }; x='{apiVersion: v1, kind: ConfigMap, name: x, uid: u1}'; O "$x, $x"; O "$x, {apiVersion: v1, kind: ConfigMap, name: z, uid: u1}"; kubectl create cm c -o name; kubectl patch cm c --type=merge --dry-run=server -o jsonpath='{.metadata.ownerReferences[*].name}{"\n"}' -p '{"metadata":{"ownerReferences":[{"apiVersion":"v1","kind":"ConfigMap","name":"x","uid":"u1"},{"apiVersion":"v1","kind":"ConfigMap","name":"x","uid":"u1"}]}}'
configmap/c created (server dry run)
configmap/c created (server dry run)
configmap/c
x
! Warning: .metadata.ownerReferences contains duplicate entries; API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed: u1
! Warning: .metadata.ownerReferences contains duplicate entries after mutating admission happens; API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed: u1

$ L() { kubectl create -f - -o name <<< "{apiVersion: coordination.k8s.io/v1, kind: Lease, metadata: {name: l}, spec: {holderIdentity: me, renewTime: '$1'}}"; }; L 2026-01-02T03:04:05Z; L soon; L 2026-01-02T03:04:05.000006Z; kubectl patch lease l --type=merge -p '{"spec":{"renewTime":"2026-01-02T03:04:06Z"}}'; kubectl get cm kube-root-ca.crt -o jsonpath='{.metadata.creationTimestamp}' | wc -c
lease.coordination.k8s.io/l
20
! Error from server (BadRequest): error when creating "STDIN": Lease in version "v1" cannot be handled as a Lease: parsing time "<time>" as "<time>07:00": cannot parse "Z" as ".000000"
! Error from server (BadRequest): error when creating "STDIN": Lease in version "v1" cannot be handled as a Lease: parsing time "soon" as "<time>07:00": cannot parse "soon" as "2006"
! The request is invalid: patch: Invalid value: "{\"apiVersion\":\"coordination.k8s.io/v1\",\"kind\":\"Lease\",\"metadata\":{\"name\":\"l\",\"namespace\":\"g-kubectl-warnings\",\"uid\":\"<uid>\",\"resourceVersion\":<rv>,\"creationTimestamp\":\"<time>\",\"managedFields\":[{\"manager\":\"kubectl-create\",\"operation\":\"Update\",\"apiVersion\":\"coordination.k8s.io/v1\",\"time\":\"<time>\",\"fieldsType\":\"FieldsV1\",\"fieldsV1\":{\"f:spec\":{\"f:holderIdentity\":{},\"f:renewTime\":{}}}}]},\"spec\":{\"holderIdentity\":\"me\",\"renewTime\":\"<time>\"}}": parsing time "<time>" as "<time>07:00": cannot parse "Z" as ".000000"

$ kubectl get lease l -o json | jq -c '{apiVersion, kind, metadata: {name: .metadata.name}, spec}' > l.json; kubectl replace --raw /apis/coordination.k8s.io/v1/namespaces/$NS/leases/l -f l.json; jq -c '.metadata.resourceVersion="1"' l.json > old.json; kubectl replace -f old.json; kubectl replace -f l.json
lease.coordination.k8s.io/l replaced
! The leases "l" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update
! Error from server (Conflict): error when replacing "old.json": Operation cannot be fulfilled on leases.coordination.k8s.io "l": the object has been modified; please apply your changes to the latest version and try again

$ kubectl create -f - -o jsonpath='{.metadata.name}' <<< '{apiVersion: v1, kind: LimitRange, metadata: {}, spec: {limits: [{type: Pod, max: {cpu: 1}}]}}' | wc -c; D '{apiVersion: v1, kind: ConfigMap, metadata: {}}'; D '{apiVersion: events.k8s.io/v1, kind: Event, metadata: {name: e}, eventTime: "2026-01-02T03:04:05.000006Z", reportingController: a.b/c, reportingInstance: i, action: A, reason: R, type: Normal, regarding: {kind: Pod}}'; D '{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {type: ExternalName, externalName: a.b, externalIPs: [10.9.9.9]}}'; D '{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {externalName: a.b, ports: [{port: 80}]}}'
36
service/s created (server dry run)
service/s created (server dry run)
! The ConfigMap "" is invalid: metadata.name: Required value: name or generateName is required
! The Event "e" is invalid: involvedObject.namespace: Invalid value: "": does not match event.namespace
! Warning: spec.externalIPs is ignored when spec.type is "ExternalName"
! Warning: spec.externalName is ignored when spec.type is not "ExternalName"

$ W() { D "{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingWebhookConfiguration, metadata: {name: kw-v}, webhooks: [{name: a.b.c, sideEffects: None, admissionReviewVersions: [v1], clientConfig: {$1}}]}"; }; W 'service: {name: a}'; W 'service: {namespace: a}'; W 'url: hooks'; W 'url: "https://a b/"'; W 'url: "https://a.b:x/"'; W 'url: ":x"'; W 'url: "http://u@a.b/?x#y"'
! The ValidatingWebhookConfiguration "kw-v" is invalid: webhooks[0].clientConfig.service.name: Required value
! The ValidatingWebhookConfiguration "kw-v" is invalid: webhooks[0].clientConfig.service.namespace: Required value
! The ValidatingWebhookConfiguration "kw-v" is invalid:
! * webhooks[0].clientConfig.url: Invalid value: "": 'https' is the only allowed URL scheme; desired format: https://host[/path]
! * webhooks[0].clientConfig.url: Invalid value: "": host must be specified; desired format: https://host[/path]
! The ValidatingWebhookConfiguration "kw-v" is invalid: webhooks[0].clientConfig.url: Required value: url must be a valid URL: parse "https://a b/": invalid character " " in host name; desired format: https://host[/path]
! The ValidatingWebhookConfiguration "kw-v" is invalid: webhooks[0].clientConfig.url: Required value: url must be a valid URL: parse "https://a.b:x/": invalid port ":x" after host; desired format: https://host[/path]
! The ValidatingWebhookConfiguration "kw-v" is invalid: webhooks[0].clientConfig.url: Required value: url must be a valid URL: parse ":x": missing protocol scheme; desired format: https://host[/path]
! The ValidatingWebhookConfiguration "kw-v" is invalid:
! * webhooks[0].clientConfig.url: Invalid value: "http": 'https' is the only allowed URL scheme; desired format: https://host[/path]
! * webhooks[0].clientConfig.url: Invalid value: "u": user information is not permitted in the URL
! * webhooks[0].clientConfig.url: Invalid value: "y": fragments are not permitted in the URL
! * webhooks[0].clientConfig.url: Invalid value: "x": query parameters are not permitted in the URL
[1]

$ kubectl delete lease l; kubectl delete limits --all | wc -l; D '{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: h}, spec: {maxReplicas: 2, scaleTargetRef: {apiVersion: /a, kind: Deployment, name: d}}}'; D '{apiVersion: apps/v1, kind: ControllerRevision, metadata: {name: r}, revision: 1, data: [1]}'; D '{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingAdmissionPolicy, metadata: {name: kw-p}, spec: {paramKind: {apiVersion: a.b/V1, kind: X}, matchConstraints: {resourceRules: [{apiGroups: [x], apiVersions: [v1], resources: [ys], operations: [CREATE]}]}, validations: [{expression: "true"}]}}'
lease.coordination.k8s.io "l" deleted from g-kubectl-warnings namespace
1
! The HorizontalPodAutoscaler "h" is invalid: spec.scaleTargetRef.apiVersion: Invalid value: "/a": apiVersion must specify API group
! The ControllerRevision "r" is invalid: data: Required value: data must be a valid JSON object
! The ValidatingAdmissionPolicy "kw-p" is invalid: spec.paramKind.apiVersion: Invalid value: "V1": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')
[1]
