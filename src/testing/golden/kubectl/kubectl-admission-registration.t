$ cat > a.yaml <<'X'
> apiVersion: admissionregistration.k8s.io/v1
> kind: ValidatingWebhookConfiguration
> metadata: {name: kc-v}
> webhooks:
> - name: a.b.example.com
>   clientConfig: {service: {namespace: nope, name: svc, path: /v, port: 8443}, caBundle: Cg==}
>   rules: [{apiGroups: [apps], apiVersions: [v1], resources: [deployments, deployments/scale], operations: [CREATE, UPDATE], scope: Namespaced}]
>   failurePolicy: Ignore
>   matchPolicy: Exact
>   namespaceSelector: {matchLabels: {kc: never}}
>   objectSelector: {matchExpressions: [{key: a, operator: In, values: [b]}]}
>   sideEffects: NoneOnDryRun
>   timeoutSeconds: 3
>   admissionReviewVersions: [v1, v1beta1]
>   matchConditions: [{name: x, expression: "request.userInfo.username != 'a'"}]
> ---
> apiVersion: admissionregistration.k8s.io/v1
> kind: MutatingWebhookConfiguration
> metadata: {name: kc-m}
> webhooks:
> - name: m.b.example.com
>   clientConfig: {url: "https://example.com/x"}
>   rules: [{apiGroups: [kc.none], apiVersions: ["*"], resources: ["*/*"], operations: ["*"]}]
>   sideEffects: None
>   reinvocationPolicy: IfNeeded
>   admissionReviewVersions: [v1]
> ---
> apiVersion: admissionregistration.k8s.io/v1
> kind: ValidatingAdmissionPolicy
> metadata: {name: kc-p}
> spec:
>   failurePolicy: Fail
>   paramKind: {apiVersion: v1, kind: ConfigMap}
>   matchConstraints: {resourceRules: [{apiGroups: [apps], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [deployments], resourceNames: [x]}], excludeResourceRules: [{apiGroups: [apps], apiVersions: [v1], operations: ["*"], resources: [deployments/status]}], matchPolicy: Equivalent, namespaceSelector: {}, objectSelector: {}}
>   matchConditions: [{name: c, expression: "object.metadata.name != 'skip'"}]
>   variables: [{name: r, expression: object.spec.replicas}]
>   validations:
>   - {expression: "variables.r <= int(params.data.max)", messageExpression: "'max is ' + params.data.max", reason: Forbidden}
>   - {expression: "object.spec.replicas > 0", message: more}
>   auditAnnotations: [{key: k, valueExpression: "string(variables.r)"}]
> ---
> apiVersion: admissionregistration.k8s.io/v1
> kind: ValidatingAdmissionPolicyBinding
> metadata: {name: kc-b}
> spec: {policyName: kc-p, paramRef: {name: cm, namespace: default, parameterNotFoundAction: Allow}, validationActions: [Warn, Audit], matchResources: {namespaceSelector: {matchLabels: {kc: never}}}}
> X
> kubectl apply -f a.yaml
validatingwebhookconfiguration.admissionregistration.k8s.io/kc-v created
mutatingwebhookconfiguration.admissionregistration.k8s.io/kc-m created
validatingadmissionpolicy.admissionregistration.k8s.io/kc-p created
validatingadmissionpolicybinding.admissionregistration.k8s.io/kc-b created

$ kubectl get validatingwebhookconfigurations kc-v; kubectl get mutatingwebhookconfigurations kc-m -o wide; kubectl get validatingadmissionpolicies kc-p; kubectl get validatingadmissionpolicybindings kc-b
NAME  WEBHOOKS  AGE
kc-v  1  <age>
NAME  WEBHOOKS  AGE
kc-m  1  <age>
NAME  VALIDATIONS  PARAMKIND  AGE
kc-p  2  v1/ConfigMap  <age>
NAME  POLICYNAME  PARAMREF  AGE
kc-b  kc-p  default/cm  <age>

$ kubectl get validatingwebhookconfigurations kc-v -o yaml; kubectl get mutatingwebhookconfigurations kc-m -o yaml; kubectl get validatingadmissionpolicies kc-p -o yaml | sed '/^status/,$d'; kubectl get validatingadmissionpolicybindings kc-b -o yaml
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata:
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: |
      {"apiVersion":"admissionregistration.k8s.io/v1","kind":"ValidatingWebhookConfiguration","metadata":{"annotations":{},"name":"kc-v"},"webhooks":[{"admissionReviewVersions":["v1","v1beta1"],"clientConfig":{"caBundle":"Cg==","service":{"name":"svc","namespace":"nope","path":"/v","port":8443}},"failurePolicy":"Ignore","matchConditions":[{"expression":"request.userInfo.username != 'a'","name":"x"}],"matchPolicy":"Exact","name":"a.b.example.com","namespaceSelector":{"matchLabels":{"kc":"never"}},"objectSelector":{"matchExpressions":[{"key":"a","operator":"In","values":["b"]}]},"rules":[{"apiGroups":["apps"],"apiVersions":["v1"],"operations":["CREATE","UPDATE"],"resources":["deployments","deployments/scale"],"scope":"Namespaced"}],"sideEffects":"NoneOnDryRun","timeoutSeconds":3}]}
  creationTimestamp: "<time>"
  generation: 1
  name: kc-v
  resourceVersion: <rv>
  uid: <uid>
webhooks:
- admissionReviewVersions:
  - v1
  - v1beta1
  clientConfig:
    caBundle: Cg==
    service:
      name: svc
      namespace: nope
      path: /v
      port: 8443
  failurePolicy: Ignore
  matchConditions:
  - expression: request.userInfo.username != 'a'
    name: x
  matchPolicy: Exact
  name: a.b.example.com
  namespaceSelector:
    matchLabels:
      kc: never
  objectSelector:
    matchExpressions:
    - key: a
      operator: In
      values:
      - b
  rules:
  - apiGroups:
    - apps
    apiVersions:
    - v1
    operations:
    - CREATE
    - UPDATE
    resources:
    - deployments
    - deployments/scale
    scope: Namespaced
  sideEffects: NoneOnDryRun
  timeoutSeconds: 3
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata:
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: |
      {"apiVersion":"admissionregistration.k8s.io/v1","kind":"MutatingWebhookConfiguration","metadata":{"annotations":{},"name":"kc-m"},"webhooks":[{"admissionReviewVersions":["v1"],"clientConfig":{"url":"https://example.com/x"},"name":"m.b.example.com","reinvocationPolicy":"IfNeeded","rules":[{"apiGroups":["kc.none"],"apiVersions":["*"],"operations":["*"],"resources":["*/*"]}],"sideEffects":"None"}]}
  creationTimestamp: "<time>"
  generation: 1
  name: kc-m
  resourceVersion: <rv>
  uid: <uid>
webhooks:
- admissionReviewVersions:
  - v1
  clientConfig:
    url: https://example.com/x
  failurePolicy: Fail
  matchPolicy: Equivalent
  name: m.b.example.com
  namespaceSelector: {}
  objectSelector: {}
  reinvocationPolicy: IfNeeded
  rules:
  - apiGroups:
    - kc.none
    apiVersions:
    - '*'
    operations:
    - '*'
    resources:
    - '*/*'
    scope: '*'
  sideEffects: None
  timeoutSeconds: 10
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: |
      {"apiVersion":"admissionregistration.k8s.io/v1","kind":"ValidatingAdmissionPolicy","metadata":{"annotations":{},"name":"kc-p"},"spec":{"auditAnnotations":[{"key":"k","valueExpression":"string(variables.r)"}],"failurePolicy":"Fail","matchConditions":[{"expression":"object.metadata.name != 'skip'","name":"c"}],"matchConstraints":{"excludeResourceRules":[{"apiGroups":["apps"],"apiVersions":["v1"],"operations":["*"],"resources":["deployments/status"]}],"matchPolicy":"Equivalent","namespaceSelector":{},"objectSelector":{},"resourceRules":[{"apiGroups":["apps"],"apiVersions":["v1"],"operations":["CREATE","UPDATE"],"resourceNames":["x"],"resources":["deployments"]}]},"paramKind":{"apiVersion":"v1","kind":"ConfigMap"},"validations":[{"expression":"variables.r \u003c= int(params.data.max)","messageExpression":"'max is ' + params.data.max","reason":"Forbidden"},{"expression":"object.spec.replicas \u003e 0","message":"more"}],"variables":[{"expression":"object.spec.replicas","name":"r"}]}}
  creationTimestamp: "<time>"
  generation: 1
  name: kc-p
  resourceVersion: <rv>
  uid: <uid>
spec:
  auditAnnotations:
  - key: k
    valueExpression: string(variables.r)
  failurePolicy: Fail
  matchConditions:
  - expression: object.metadata.name != 'skip'
    name: c
  matchConstraints:
    excludeResourceRules:
    - apiGroups:
      - apps
      apiVersions:
      - v1
      operations:
      - '*'
      resources:
      - deployments/status
      scope: '*'
    matchPolicy: Equivalent
    namespaceSelector: {}
    objectSelector: {}
    resourceRules:
    - apiGroups:
      - apps
      apiVersions:
      - v1
      operations:
      - CREATE
      - UPDATE
      resourceNames:
      - x
      resources:
      - deployments
      scope: '*'
  paramKind:
    apiVersion: v1
    kind: ConfigMap
  validations:
  - expression: variables.r <= int(params.data.max)
    messageExpression: '''max is '' + params.data.max'
    reason: Forbidden
  - expression: object.spec.replicas > 0
    message: more
  variables:
  - expression: object.spec.replicas
    name: r
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: |
      {"apiVersion":"admissionregistration.k8s.io/v1","kind":"ValidatingAdmissionPolicyBinding","metadata":{"annotations":{},"name":"kc-b"},"spec":{"matchResources":{"namespaceSelector":{"matchLabels":{"kc":"never"}}},"paramRef":{"name":"cm","namespace":"default","parameterNotFoundAction":"Allow"},"policyName":"kc-p","validationActions":["Warn","Audit"]}}
  creationTimestamp: "<time>"
  generation: 1
  name: kc-b
  resourceVersion: <rv>
  uid: <uid>
spec:
  matchResources:
    matchPolicy: Equivalent
    namespaceSelector:
      matchLabels:
        kc: never
    objectSelector: {}
  paramRef:
    name: cm
    namespace: default
    parameterNotFoundAction: Allow
  policyName: kc-p
  validationActions:
  - Warn
  - Audit

$ for k in validatingwebhookconfiguration/kc-v mutatingwebhookconfiguration/kc-m validatingadmissionpolicybinding/kc-b; do kubectl describe $k | grep -v -e Time -e Resource.Version -e UID; done
Name:  kc-v
Namespace:
Labels:  <none>
Annotations:  <none>
API Version:  admissionregistration.k8s.io/v1
Kind:  ValidatingWebhookConfiguration
Metadata:
  Generation:  1
Webhooks:
  Admission Review Versions:
    v1
    v1beta1
  Client Config:
    Ca Bundle:  Cg==
    Service:
      Name:  svc
      Namespace:  nope
      Path:  /v
      Port:  8443
  Failure Policy:  Ignore
  Match Conditions:
    Expression:  request.userInfo.username != 'a'
    Name:  x
  Match Policy:  Exact
  Name:  a.b.example.com
  Namespace Selector:
    Match Labels:
      Kc:  never
  Object Selector:
    Match Expressions:
      Key:  a
      Operator:  In
      Values:
        b
  Rules:
    API Groups:
      apps
    API Versions:
      v1
    Operations:
      CREATE
      UPDATE
    Resources:
      deployments
      deployments/scale
    Scope:  Namespaced
  Side Effects:  NoneOnDryRun
Events:  <none>
Name:  kc-m
Namespace:
Labels:  <none>
Annotations:  <none>
API Version:  admissionregistration.k8s.io/v1
Kind:  MutatingWebhookConfiguration
Metadata:
  Generation:  1
Webhooks:
  Admission Review Versions:
    v1
  Client Config:
    URL:  https://example.com/x
  Failure Policy:  Fail
  Match Policy:  Equivalent
  Name:  m.b.example.com
  Namespace Selector:
  Object Selector:
  Reinvocation Policy:  IfNeeded
  Rules:
    API Groups:
      kc.none
    API Versions:
      *
    Operations:
      *
    Resources:
      */*
    Scope:  *
  Side Effects:  None
Events:  <none>
Name:  kc-b
Namespace:
Labels:  <none>
Annotations:  <none>
API Version:  admissionregistration.k8s.io/v1
Kind:  ValidatingAdmissionPolicyBinding
Metadata:
  Generation:  1
Spec:
  Match Resources:
    Match Policy:  Equivalent
    Namespace Selector:
      Match Labels:
        Kc:  never
    Object Selector:
  Param Ref:
    Name:  cm
    Namespace:  default
    Parameter Not Found Action:  Allow
  Policy Name:  kc-p
  Validation Actions:
    Warn
    Audit
Events:  <none>

$ V() { kubectl create --dry-run=server -f - <<< "{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingWebhookConfiguration, metadata: {name: kc-x}, webhooks: [$1]}"; }; V '{}'; V '{name: a}'; V '{name: a.b.c, sideEffects: None, admissionReviewVersions: [v1], clientConfig: {}}'; V '{name: a.b.c, sideEffects: Some, admissionReviewVersions: [v2], clientConfig: {url: "http://x"}}'; V '{name: a.b.c, sideEffects: None, admissionReviewVersions: [v1, v1], timeoutSeconds: 31, failurePolicy: Odd, matchPolicy: Odd, clientConfig: {url: "https://u:p@x/y?q#f", service: {name: a}}}'; V '{name: a.b.c, sideEffects: None, admissionReviewVersions: [v1], clientConfig: {service: {name: a, namespace: b, port: 0, path: "x//y"}}, rules: [{}, {apiGroups: ["*", a], apiVersions: [""], resources: ["*/*", pods], operations: [ODD, "*"], scope: Odd}]}'; V '{name: a.b.c, sideEffects: None, admissionReviewVersions: [v1], clientConfig: {caBundle: eA==, url: "https://x"}, matchConditions: [{name: "", expression: ""}, {name: a b, expression: "x"}, {name: d, expression: "1"}, {name: d, expression: "true"}]}, {name: a.b.c, sideEffects: None, admissionReviewVersions: [v1], clientConfig: {url: "https://y"}, namespaceSelector: {matchExpressions: [{key: a, operator: Odd}]}}'
! The ValidatingWebhookConfiguration "kc-x" is invalid:
! * webhooks[0].name: Required value
! * webhooks[0].sideEffects: Required value: must specify one of None, NoneOnDryRun
! * webhooks[0].clientConfig: Required value: exactly one of url or service is required
! * webhooks[0].admissionReviewVersions: Required value: must specify one of v1, v1beta1
! The ValidatingWebhookConfiguration "kc-x" is invalid:
! * webhooks[0].name: Invalid value: "a": should be a domain with at least three segments separated by dots
! * webhooks[0].sideEffects: Required value: must specify one of None, NoneOnDryRun
! * webhooks[0].clientConfig: Required value: exactly one of url or service is required
! * webhooks[0].admissionReviewVersions: Required value: must specify one of v1, v1beta1
! The ValidatingWebhookConfiguration "kc-x" is invalid: webhooks[0].clientConfig: Required value: exactly one of url or service is required
! The ValidatingWebhookConfiguration "kc-x" is invalid:
! * webhooks[0].sideEffects: Unsupported value: "Some": supported values: "None", "NoneOnDryRun"
! * webhooks[0].clientConfig.url: Invalid value: "http": 'https' is the only allowed URL scheme; desired format: https://host[/path]
! * webhooks[0].admissionReviewVersions: Invalid value: ["v2"]: must include at least one of v1, v1beta1
! The ValidatingWebhookConfiguration "kc-x" is invalid:
! * webhooks[0].failurePolicy: Unsupported value: "Odd": supported values: "Fail", "Ignore"
! * webhooks[0].matchPolicy: Unsupported value: "Odd": supported values: "Equivalent", "Exact"
! * webhooks[0].timeoutSeconds: Invalid value: 31: the timeout value must be between 1 and 30 seconds
! * webhooks[0].clientConfig: Required value: exactly one of url or service is required
! * webhooks[0].admissionReviewVersions[1]: Invalid value: "v1": duplicate version
! The ValidatingWebhookConfiguration "kc-x" is invalid:
! * webhooks[0].rules[0].operations: Required value
! * webhooks[0].rules[0].apiGroups: Required value
! * webhooks[0].rules[0].apiVersions: Required value
! * webhooks[0].rules[0].resources: Required value
! * webhooks[0].rules[1].operations: Invalid value: ["ODD","*"]: if '*' is present, must not specify other operations
! * webhooks[0].rules[1].operations[0]: Unsupported value: "ODD": supported values: "*", "CONNECT", "CREATE", "DELETE", "UPDATE"
! * webhooks[0].rules[1].apiGroups: Invalid value: ["*","a"]: if '*' is present, must not specify other API groups
! * webhooks[0].rules[1].apiVersions[0]: Required value
! * webhooks[0].rules[1].resources: Invalid value: ["*/*","pods"]: if '*/*' is present, must not specify other resources
! * webhooks[0].rules[1].scope: Unsupported value: "Odd": supported values: "*", "Cluster", "Namespaced"
! * webhooks[0].clientConfig.service.port: Invalid value: 0: port is not valid: must be between 1 and 65535, inclusive
! * webhooks[0].clientConfig.service.path: Invalid value: "x//y": must start with a '/'
! * webhooks[0].clientConfig.service.path: Invalid value: "x//y": segment[0] may not be empty
! * webhooks[0].clientConfig.service.path: Invalid value: "x//y": segment[1] may not be empty
! The ValidatingWebhookConfiguration "kc-x" is invalid:
! * webhooks[0].matchConditions[0].expression: Required value
! * webhooks[0].matchConditions[0].name: Required value
! * webhooks[0].matchConditions[1].expression: Invalid value: "x": compilation failed: ERROR: <input>:1:1: undeclared reference to 'x' (in container '')
!  | x
!  | ^
! * webhooks[0].matchConditions[1].name: Invalid value: "a b": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')
! * webhooks[0].matchConditions[2].expression: Invalid value: "1": must evaluate to bool but got int
! * webhooks[0].matchConditions[3].name: Duplicate value: "d"
! * webhooks[1].namespaceSelector.matchExpressions[0].operator: Invalid value: "Odd": not a valid selector operator
! * webhooks[1].name: Duplicate value: "a.b.c"
[1]

$ P() { kubectl create --dry-run=server -f - <<< "{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingAdmissionPolicy, metadata: {name: kc-x}, spec: {$1}}"; }; M='matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}]}'; P ''; P "$M"; P "$M, validations: [{expression: ''}]"; P "$M, validations: [{expression: 'object.', message: 'a'}]"; P "$M, validations: [{expression: '1'}]"; P "$M, validations: [{expression: 'true', reason: Odd, message: '  '}]"; P "$M, validations: [{expression: 'true', messageExpression: '1'}]"; P "$M, validations: [{expression: 'params.x == 1'}]"; P "$M, paramKind: {apiVersion: a/b/c, kind: ''}, validations: [{expression: 'true'}]"; P "$M, variables: [{name: 'a-b', expression: 'true'}, {name: c, expression: 'variables.d'}, {name: c, expression: '1'}], validations: [{expression: 'true'}]"; P "$M, auditAnnotations: [{key: '', valueExpression: ''}, {key: 'a b', valueExpression: '1'}]"; P "$M, failurePolicy: Odd, validations: [{expression: 'true'}], matchConditions: [{name: a, expression: '1'}]"; P "$M, validations: [{expression: 'object.metadata.nam == 1'}]"; P "matchConstraints: {resourceRules: []}, validations: [{expression: 'true'}]"; P "$M, validations: [{expression: 'foo(1)'}]"; P "$M, validations: [{expression: 'authorizer.group(\"\").resource(\"pods\").check(\"get\").allowed()'}]"
validatingadmissionpolicy.admissionregistration.k8s.io/kc-x created (server dry run)
validatingadmissionpolicy.admissionregistration.k8s.io/kc-x created (server dry run)
! The ValidatingAdmissionPolicy "kc-x" is invalid:
! * spec.matchConstraints: Required value
! * spec.validations: Required value: validations or auditAnnotations must contain at least one item
! * spec.auditAnnotations: Required value: validations or auditAnnotations must contain at least one item
! The ValidatingAdmissionPolicy "kc-x" is invalid:
! * spec.validations: Required value: validations or auditAnnotations must contain at least one item
! * spec.auditAnnotations: Required value: validations or auditAnnotations must contain at least one item
! The ValidatingAdmissionPolicy "kc-x" is invalid: spec.validations[0].expression: Required value: expression is not specified
! The ValidatingAdmissionPolicy "kc-x" is invalid: spec.validations[0].expression: Invalid value: "object.": compilation failed: ERROR: <input>:1:8: Syntax error: no viable alternative at input '.'
!  | object.
!  | .......^
! The ValidatingAdmissionPolicy "kc-x" is invalid: spec.validations[0].expression: Invalid value: "1": must evaluate to bool but got int
! The ValidatingAdmissionPolicy "kc-x" is invalid:
! * spec.validations[0].message: Invalid value: "  ": must be non-empty if specified
! * spec.validations[0].reason: Unsupported value: "Odd": supported values: "Forbidden", "Invalid", "RequestEntityTooLarge"
! The ValidatingAdmissionPolicy "kc-x" is invalid: spec.validations[0].messageExpression: Invalid value: "1": must evaluate to string but got int
! The ValidatingAdmissionPolicy "kc-x" is invalid: spec.validations[0].expression: Invalid value: "params.x == 1": compilation failed: ERROR: <input>:1:1: undeclared reference to 'params' (in container '')
!  | params.x == 1
!  | ^
! The ValidatingAdmissionPolicy "kc-x" is invalid:
! * spec.paramKind.apiVersion: Invalid value: "a/b/c": unexpected GroupVersion string: a/b/c
! * spec.paramKind.kind: Required value
! The ValidatingAdmissionPolicy "kc-x" is invalid:
! * spec.variables[0].name: Invalid value: "a-b": must be a valid CEL identifier
! * spec.variables[1].expression: Invalid value: "variables.d": compilation failed: ERROR: <input>:1:10: undefined field 'd'
!  | variables.d
!  | .........^
! The ValidatingAdmissionPolicy "kc-x" is invalid:
! * spec.auditAnnotations[0].key: Invalid value: "kc-x/": name part must be non-empty
! * spec.auditAnnotations[0].key: Invalid value: "kc-x/": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')
! * spec.auditAnnotations[0].valueExpression: Required value: valueExpression is not specified
! * spec.auditAnnotations[1].key: Invalid value: "kc-x/a b": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')
! * spec.auditAnnotations[1].valueExpression: Invalid value: "1": must evaluate to one of [string null_type] but got int
! The ValidatingAdmissionPolicy "kc-x" is invalid:
! * spec.failurePolicy: Unsupported value: "Odd": supported values: "Fail", "Ignore"
! * spec.matchConditions[0].expression: Invalid value: "1": must evaluate to bool but got int
! The ValidatingAdmissionPolicy "kc-x" is invalid: spec.matchConstraints.resourceRules: Required value
! The ValidatingAdmissionPolicy "kc-x" is invalid: spec.validations[0].expression: Invalid value: "foo(1)": compilation failed: ERROR: <input>:1:4: undeclared reference to 'foo' (in container '')
!  | foo(1)
!  | ...^

$ B() { kubectl create --dry-run=server -f - <<< "{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingAdmissionPolicyBinding, metadata: {name: kc-x}, spec: {$1}}"; }; B ''; B 'policyName: Bad_'; B 'policyName: a, validationActions: [Deny, Warn]'; B 'policyName: a, validationActions: [Odd, Audit, Audit]'; B 'policyName: a, validationActions: [Deny], paramRef: {}'; B 'policyName: a, validationActions: [Deny], paramRef: {name: a, selector: {}, parameterNotFoundAction: Odd}'; B 'policyName: a, validationActions: [Deny], matchResources: {resourceRules: [{}]}'
! The ValidatingAdmissionPolicyBinding "kc-x" is invalid:
! * spec.policyName: Required value
! * spec.validationActions: Required value: at least one validation action is required
! The ValidatingAdmissionPolicyBinding "kc-x" is invalid:
! * spec.policyName: Invalid value: "Bad_": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')
! * spec.validationActions: Required value: at least one validation action is required
! The ValidatingAdmissionPolicyBinding "kc-x" is invalid: spec.validationActions: Invalid value: ["Deny","Warn"]: must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)
! The ValidatingAdmissionPolicyBinding "kc-x" is invalid:
! * spec.validationActions[0]: Unsupported value: "Odd": supported values: "Audit", "Deny", "Warn"
! * spec.validationActions[2]: Duplicate value: "Audit"
! The ValidatingAdmissionPolicyBinding "kc-x" is invalid:
! * spec.paramRef: Required value: one of name or selector must be specified
! * spec.paramRef.parameterNotFoundAction: Required value
! The ValidatingAdmissionPolicyBinding "kc-x" is invalid:
! * spec.paramRef.name: Forbidden: name and selector are mutually exclusive
! * spec.paramRef.selector: Forbidden: name and selector are mutually exclusive
! * spec.paramRef.parameterNotFoundAction: Unsupported value: "Odd": supported values: "Deny", "Allow"
! The ValidatingAdmissionPolicyBinding "kc-x" is invalid:
! * spec.matchResources.resourceRules[0].operations: Required value
! * spec.matchResources.resourceRules[0].apiGroups: Required value
! * spec.matchResources.resourceRules[0].apiVersions: Required value
! * spec.matchResources.resourceRules[0].resources: Required value
[1]

$ kubectl get mutatingadmissionpolicies; kubectl explain mutatingadmissionpolicies; kubectl patch validatingadmissionpolicy kc-p --type=merge -p '{"spec":{"paramKind":null}}'; kubectl patch validatingadmissionpolicybinding kc-b --type=merge -p '{"spec":{"policyName":"other"}}'; kubectl delete -f a.yaml
validatingadmissionpolicybinding.admissionregistration.k8s.io/kc-b patched
validatingwebhookconfiguration.admissionregistration.k8s.io "kc-v" deleted
mutatingwebhookconfiguration.admissionregistration.k8s.io "kc-m" deleted
validatingadmissionpolicy.admissionregistration.k8s.io "kc-p" deleted
validatingadmissionpolicybinding.admissionregistration.k8s.io "kc-b" deleted
! error: the server doesn't have a resource type "mutatingadmissionpolicies"
! the server doesn't have a resource type "mutatingadmissionpolicies"
! The ValidatingAdmissionPolicy "kc-p" is invalid:
! * spec.validations[0].expression: Invalid value: "variables.r <= int(params.data.max)": compilation failed: ERROR: <input>:1:20: undeclared reference to 'params' (in container '')
!  | variables.r <= int(params.data.max)
!  | ...................^
! * spec.validations[0].messageExpression: Invalid value: "'max is ' + params.data.max": compilation failed: ERROR: <input>:1:13: undeclared reference to 'params' (in container '')
!  | 'max is ' + params.data.max
!  | ............^
