$ cat > d.yaml <<'X'
> apiVersion: apps/v1
> kind: Deployment
> metadata: {name: d, labels: {app: d}, annotations: {kubernetes.io/change-cause: "first"}}
> spec:
>   replicas: 2
>   minReadySeconds: 1
>   progressDeadlineSeconds: 60
>   revisionHistoryLimit: 3
>   paused: false
>   strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 50%, maxUnavailable: 0}}
>   selector: {matchLabels: {app: d}, matchExpressions: [{key: tier, operator: In, values: [a, b]}]}
>   template:
>     metadata: {labels: {app: d, tier: a}, annotations: {x: y}}
>     spec:
>       priorityClassName: system-cluster-critical
>       containers: [{name: c, image: nginx, ports: [{containerPort: 80}], envFrom: [{configMapRef: {name: x, optional: true}}]}]
> ---
> apiVersion: apps/v1
> kind: StatefulSet
> metadata: {name: s}
> spec:
>   serviceName: svc
>   replicas: 1
>   podManagementPolicy: Parallel
>   ordinals: {start: 3}
>   minReadySeconds: 1
>   persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete, whenScaled: Retain}
>   updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 1, maxUnavailable: null}}
>   selector: {matchLabels: {app: s}}
>   template: {metadata: {labels: {app: s}}, spec: {containers: [{name: c, image: nginx, volumeMounts: [{name: data, mountPath: /d}]}]}}
>   volumeClaimTemplates: [{metadata: {name: data, labels: {k: v}, annotations: {l: w}}, spec: {accessModes: [ReadWriteOnce, ReadOnlyMany], storageClassName: fast, resources: {requests: {storage: 1Gi}}}}]
> ---
> apiVersion: apps/v1
> kind: DaemonSet
> metadata: {name: ds}
> spec:
>   minReadySeconds: 0
>   revisionHistoryLimit: 2
>   updateStrategy: {type: OnDelete}
>   selector: {matchLabels: {app: ds}}
>   template: {metadata: {labels: {app: ds}}, spec: {nodeSelector: {none: such}, tolerations: [{operator: Exists}], containers: [{name: c, image: nginx, resources: {limits: {cpu: 10m}}}]}}
> ---
> apiVersion: apps/v1
> kind: ReplicaSet
> metadata: {name: rs}
> spec: {replicas: 0, minReadySeconds: 4, selector: {matchExpressions: [{key: app, operator: Exists}, {key: b, operator: NotIn, values: [q]}]}, template: {metadata: {labels: {app: rs}}, spec: {containers: [{name: c, image: nginx}]}}}
> ---
> apiVersion: v1
> kind: ReplicationController
> metadata: {name: rc}
> spec: {replicas: 1, template: {metadata: {labels: {app: rc}}, spec: {containers: [{name: c, image: nginx}]}}}
> ---
> apiVersion: batch/v1
> kind: Job
> metadata: {name: j}
> spec:
>   parallelism: 0
>   completions: 3
>   completionMode: Indexed
>   backoffLimitPerIndex: 1
>   maxFailedIndexes: 2
>   activeDeadlineSeconds: 500
>   ttlSecondsAfterFinished: 600
>   suspend: true
>   podReplacementPolicy: Failed
>   successPolicy: {rules: [{succeededIndexes: "0,2", succeededCount: 1}]}
>   podFailurePolicy: {rules: [{action: FailIndex, onExitCodes: {containerName: c, operator: In, values: [1, 2]}}, {action: Ignore, onPodConditions: [{type: DisruptionTarget}]}]}
>   template: {spec: {restartPolicy: Never, containers: [{name: c, image: nginx}]}}
> ---
> apiVersion: batch/v1
> kind: CronJob
> metadata: {name: cj}
> spec:
>   schedule: "@hourly"
>   timeZone: Europe/Paris
>   concurrencyPolicy: Replace
>   startingDeadlineSeconds: 30
>   successfulJobsHistoryLimit: 1
>   failedJobsHistoryLimit: 0
>   suspend: true
>   jobTemplate: {metadata: {labels: {z: z}}, spec: {template: {metadata: {labels: {y: y}}, spec: {restartPolicy: OnFailure, containers: [{name: c, image: nginx, command: [a], env: [{name: A, value: b}]}]}}}}
> ---
> apiVersion: v1
> kind: PodTemplate
> metadata: {name: pt}
> template: {metadata: {labels: {app: pt}}, spec: {containers: [{name: c, image: nginx}]}}
> ---
> apiVersion: apps/v1
> kind: ControllerRevision
> metadata: {name: cr}
> revision: 7
> data: {a: {b: c}}
> X
> kubectl apply -f d.yaml
statefulset.apps/s created
daemonset.apps/ds created
replicaset.apps/rs created
replicationcontroller/rc created
job.batch/j created
podtemplate/pt created
controllerrevision.apps/cr created
! Error from server (BadRequest): error when creating "d.yaml": Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal bool into Go struct field ObjectMeta.spec.template.metadata.annotations of type string
! Error from server (BadRequest): error when creating "d.yaml": CronJob in version "v1" cannot be handled as a CronJob: json: cannot unmarshal bool into Go struct field ObjectMeta.spec.jobTemplate.spec.template.metadata.labels of type string
[1]

$ kubectl rollout status deploy/d --timeout=30s | tail -1; kubectl rollout status ds/ds; kubectl rollout status sts/s --timeout=20s
Waiting for 1 pods to be ready...
! Error from server (NotFound): deployments.apps "d" not found
! error: rollout status is only available for RollingUpdate strategy type
! error: timed out waiting for the condition
[1]

$ kubectl get deploy,sts,ds,rs,rc,job,cj,podtemplates,controllerrevisions -o wide
NAME  READY  AGE  CONTAINERS  IMAGES
statefulset.apps/s  0/1  <age>  c  nginx

NAME  DESIRED  CURRENT  READY  UP-TO-DATE  AVAILABLE  NODE SELECTOR  AGE  CONTAINERS  IMAGES  SELECTOR
daemonset.apps/ds  0  0  0  0  0  none=such  <age>  c  nginx  app=ds

NAME  DESIRED  CURRENT  READY  AGE  CONTAINERS  IMAGES  SELECTOR
replicaset.apps/rs  0  0  0  <age>  c  nginx  app,b notin (q)

NAME  DESIRED  CURRENT  READY  AGE  CONTAINERS  IMAGES  SELECTOR
replicationcontroller/rc  1  1  1  <age>  c  nginx  app=rc

NAME  STATUS  COMPLETIONS  DURATION  AGE  CONTAINERS  IMAGES  SELECTOR
job.batch/j  Suspended  0/3  <age>  c  nginx  batch.kubernetes.io/controller-uid=<uid>

NAME  CONTAINERS  IMAGES  POD LABELS
podtemplate/pt  c  nginx  app=pt

NAME  CONTROLLER  REVISION  AGE
controllerrevision.apps/cr  <none>  7  <age>
controllerrevision.apps/ds-<hash>  daemonset.apps/ds  1  <age>
controllerrevision.apps/s-<hash>  statefulset.apps/s  1  <age>

$ kubectl get deploy d -o yaml | grep -v -e lastUpdateTime -e lastTransitionTime; kubectl get sts s -o yaml; kubectl get ds ds -o yaml
apiVersion: apps/v1
kind: StatefulSet
metadata:
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: |
      {"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"annotations":{},"name":"s","namespace":"g-kubectl-workloads-full"},"spec":{"minReadySeconds":1,"ordinals":{"start":3},"persistentVolumeClaimRetentionPolicy":{"whenDeleted":"Delete","whenScaled":"Retain"},"podManagementPolicy":"Parallel","replicas":1,"selector":{"matchLabels":{"app":"s"}},"serviceName":"svc","template":{"metadata":{"labels":{"app":"s"}},"spec":{"containers":[{"image":"nginx","name":"c","volumeMounts":[{"mountPath":"/d","name":"data"}]}]}},"updateStrategy":{"rollingUpdate":{"maxUnavailable":null,"partition":1},"type":"RollingUpdate"},"volumeClaimTemplates":[{"metadata":{"annotations":{"l":"w"},"labels":{"k":"v"},"name":"data"},"spec":{"accessModes":["ReadWriteOnce","ReadOnlyMany"],"resources":{"requests":{"storage":"1Gi"}},"storageClassName":"fast"}}]}}
  creationTimestamp: "<time>"
  generation: 1
  name: s
  namespace: g-kubectl-workloads-full
  resourceVersion: <rv>
  uid: <uid>
spec:
  minReadySeconds: 1
  ordinals:
    start: 3
  persistentVolumeClaimRetentionPolicy:
    whenDeleted: Delete
    whenScaled: Retain
  podManagementPolicy: Parallel
  replicas: 1
  revisionHistoryLimit: 10
  selector:
    matchLabels:
      app: s
  serviceName: svc
  template:
    metadata:
      labels:
        app: s
    spec:
      containers:
      - image: nginx
        imagePullPolicy: Always
        name: c
        resources: {}
        terminationMessagePath: /dev/termination-log
        terminationMessagePolicy: File
        volumeMounts:
        - mountPath: /d
          name: data
      dnsPolicy: ClusterFirst
      restartPolicy: Always
      schedulerName: default-scheduler
      securityContext: {}
      terminationGracePeriodSeconds: 30
  updateStrategy:
    rollingUpdate:
      partition: 1
    type: RollingUpdate
  volumeClaimTemplates:
  - apiVersion: v1
    kind: PersistentVolumeClaim
    metadata:
      annotations:
        l: w
      labels:
        k: v
      name: data
    spec:
      accessModes:
      - ReadWriteOnce
      - ReadOnlyMany
      resources:
        requests:
          storage: 1Gi
      storageClassName: fast
      volumeMode: Filesystem
    status:
      phase: Pending
status:
  availableReplicas: 0
  collisionCount: 0
  currentReplicas: 1
  currentRevision: s-<hash>
  observedGeneration: 1
  replicas: 1
  updateRevision: s-<hash>
  updatedReplicas: 1
apiVersion: apps/v1
kind: DaemonSet
metadata:
  annotations:
    deprecated.daemonset.template.generation: "1"
    kubectl.kubernetes.io/last-applied-configuration: |
      {"apiVersion":"apps/v1","kind":"DaemonSet","metadata":{"annotations":{},"name":"ds","namespace":"g-kubectl-workloads-full"},"spec":{"minReadySeconds":0,"revisionHistoryLimit":2,"selector":{"matchLabels":{"app":"ds"}},"template":{"metadata":{"labels":{"app":"ds"}},"spec":{"containers":[{"image":"nginx","name":"c","resources":{"limits":{"cpu":"10m"}}}],"nodeSelector":{"none":"such"},"tolerations":[{"operator":"Exists"}]}},"updateStrategy":{"type":"OnDelete"}}}
  creationTimestamp: "<time>"
  generation: 1
  name: ds
  namespace: g-kubectl-workloads-full
  resourceVersion: <rv>
  uid: <uid>
spec:
  revisionHistoryLimit: 2
  selector:
    matchLabels:
      app: ds
  template:
    metadata:
      labels:
        app: ds
    spec:
      containers:
      - image: nginx
        imagePullPolicy: Always
        name: c
        resources:
          limits:
            cpu: <age>
        terminationMessagePath: /dev/termination-log
        terminationMessagePolicy: File
      dnsPolicy: ClusterFirst
      nodeSelector:
        none: such
      restartPolicy: Always
      schedulerName: default-scheduler
      securityContext: {}
      terminationGracePeriodSeconds: 30
      tolerations:
      - operator: Exists
  updateStrategy:
    type: OnDelete
status:
  currentNumberScheduled: 0
  desiredNumberScheduled: 0
  numberMisscheduled: 0
  numberReady: 0
  observedGeneration: 1
! Error from server (NotFound): deployments.apps "d" not found

$ kubectl get rs rs -o yaml; kubectl get rc rc -o yaml; kubectl get cj cj -o yaml; kubectl get podtemplate pt -o yaml; kubectl get controllerrevision cr -o yaml
apiVersion: apps/v1
kind: ReplicaSet
metadata:
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: |
      {"apiVersion":"apps/v1","kind":"ReplicaSet","metadata":{"annotations":{},"name":"rs","namespace":"g-kubectl-workloads-full"},"spec":{"minReadySeconds":4,"replicas":0,"selector":{"matchExpressions":[{"key":"app","operator":"Exists"},{"key":"b","operator":"NotIn","values":["q"]}]},"template":{"metadata":{"labels":{"app":"rs"}},"spec":{"containers":[{"image":"nginx","name":"c"}]}}}}
  creationTimestamp: "<time>"
  generation: 1
  name: rs
  namespace: g-kubectl-workloads-full
  resourceVersion: <rv>
  uid: <uid>
spec:
  minReadySeconds: 4
  replicas: 0
  selector:
    matchExpressions:
    - key: app
      operator: Exists
    - key: b
      operator: NotIn
      values:
      - q
  template:
    metadata:
      labels:
        app: rs
    spec:
      containers:
      - image: nginx
        imagePullPolicy: Always
        name: c
        resources: {}
        terminationMessagePath: /dev/termination-log
        terminationMessagePolicy: File
      dnsPolicy: ClusterFirst
      restartPolicy: Always
      schedulerName: default-scheduler
      securityContext: {}
      terminationGracePeriodSeconds: 30
status:
  observedGeneration: 1
  replicas: 0
  terminatingReplicas: 0
apiVersion: v1
kind: ReplicationController
metadata:
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: |
      {"apiVersion":"v1","kind":"ReplicationController","metadata":{"annotations":{},"name":"rc","namespace":"g-kubectl-workloads-full"},"spec":{"replicas":1,"template":{"metadata":{"labels":{"app":"rc"}},"spec":{"containers":[{"image":"nginx","name":"c"}]}}}}
  creationTimestamp: "<time>"
  generation: 1
  labels:
    app: rc
  name: rc
  namespace: g-kubectl-workloads-full
  resourceVersion: <rv>
  uid: <uid>
spec:
  replicas: 1
  selector:
    app: rc
  template:
    metadata:
      labels:
        app: rc
    spec:
      containers:
      - image: nginx
        imagePullPolicy: Always
        name: c
        resources: {}
        terminationMessagePath: /dev/termination-log
        terminationMessagePolicy: File
      dnsPolicy: ClusterFirst
      restartPolicy: Always
      schedulerName: default-scheduler
      securityContext: {}
      terminationGracePeriodSeconds: 30
status:
  availableReplicas: 1
  fullyLabeledReplicas: 1
  observedGeneration: 1
  readyReplicas: 1
  replicas: 1
apiVersion: v1
kind: PodTemplate
metadata:
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: |
      {"apiVersion":"v1","kind":"PodTemplate","metadata":{"annotations":{},"name":"pt","namespace":"g-kubectl-workloads-full"},"template":{"metadata":{"labels":{"app":"pt"}},"spec":{"containers":[{"image":"nginx","name":"c"}]}}}
  creationTimestamp: "<time>"
  generation: 1
  name: pt
  namespace: g-kubectl-workloads-full
  resourceVersion: <rv>
  uid: <uid>
template:
  metadata:
    labels:
      app: pt
  spec:
    containers:
    - image: nginx
      imagePullPolicy: Always
      name: c
      resources: {}
      terminationMessagePath: /dev/termination-log
      terminationMessagePolicy: File
    dnsPolicy: ClusterFirst
    restartPolicy: Always
    schedulerName: default-scheduler
    securityContext: {}
    terminationGracePeriodSeconds: 30
apiVersion: apps/v1
data:
  a:
    b: c
kind: ControllerRevision
metadata:
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: |
      {"apiVersion":"apps/v1","data":{"a":{"b":"c"}},"kind":"ControllerRevision","metadata":{"annotations":{},"name":"cr","namespace":"g-kubectl-workloads-full"},"revision":7}
  creationTimestamp: "<time>"
  name: cr
  namespace: g-kubectl-workloads-full
  resourceVersion: <rv>
  uid: <uid>
revision: 7
! Error from server (NotFound): cronjobs.batch "cj" not found

$ kubectl get job j -o yaml
apiVersion: batch/v1
kind: Job
metadata:
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: |
      {"apiVersion":"batch/v1","kind":"Job","metadata":{"annotations":{},"name":"j","namespace":"g-kubectl-workloads-full"},"spec":{"activeDeadlineSeconds":500,"backoffLimitPerIndex":1,"completionMode":"Indexed","completions":3,"maxFailedIndexes":2,"parallelism":0,"podFailurePolicy":{"rules":[{"action":"FailIndex","onExitCodes":{"containerName":"c","operator":"In","values":[1,2]}},{"action":"Ignore","onPodConditions":[{"type":"DisruptionTarget"}]}]},"podReplacementPolicy":"Failed","successPolicy":{"rules":[{"succeededCount":1,"succeededIndexes":"0,2"}]},"suspend":true,"template":{"spec":{"containers":[{"image":"nginx","name":"c"}],"restartPolicy":"Never"}},"ttlSecondsAfterFinished":600}}
  creationTimestamp: "<time>"
  generation: 1
  labels:
    batch.kubernetes.io/controller-uid: <uid>
    batch.kubernetes.io/job-name: j
    controller-uid: <uid>
    job-name: j
  name: j
  namespace: g-kubectl-workloads-full
  resourceVersion: <rv>
  uid: <uid>
spec:
  activeDeadlineSeconds: 500
  backoffLimit: 2147483647
  backoffLimitPerIndex: 1
  completionMode: Indexed
  completions: 3
  manualSelector: false
  maxFailedIndexes: 2
  parallelism: 0
  podFailurePolicy:
    rules:
    - action: FailIndex
      onExitCodes:
        containerName: c
        operator: In
        values:
        - 1
        - 2
    - action: Ignore
      onPodConditions:
      - status: "True"
        type: DisruptionTarget
  podReplacementPolicy: Failed
  selector:
    matchLabels:
      batch.kubernetes.io/controller-uid: <uid>
  successPolicy:
    rules:
    - succeededCount: 1
      succeededIndexes: 0,2
  suspend: true
  template:
    metadata:
      labels:
        batch.kubernetes.io/controller-uid: <uid>
        batch.kubernetes.io/job-name: j
        controller-uid: <uid>
        job-name: j
    spec:
      containers:
      - image: nginx
        imagePullPolicy: Always
        name: c
        resources: {}
        terminationMessagePath: /dev/termination-log
        terminationMessagePolicy: File
      dnsPolicy: ClusterFirst
      restartPolicy: Never
      schedulerName: default-scheduler
      securityContext: {}
      terminationGracePeriodSeconds: 30
  ttlSecondsAfterFinished: 600
status:
  conditions:
  - lastProbeTime: "<time>"
    lastTransitionTime: "<time>"
    message: Job suspended
    reason: JobSuspended
    status: "True"
    type: Suspended
  failedIndexes: ""
  ready: 0
  terminating: 0
  uncountedTerminatedPods: {}

$ kubectl describe deploy d; kubectl describe sts s; kubectl describe ds ds
Name:  s
Namespace:  g-kubectl-workloads-full
CreationTimestamp:  <time>
Selector:  app=s
Labels:  <none>
Annotations:  <none>
Replicas:  1 desired | 1 total
Update Strategy:  RollingUpdate
  Partition:  1
Pods Status:  0 Running / 1 Waiting / 0 Succeeded / 0 Failed
Pod Template:
  Labels:  app=s
  Containers:
   c:
    Image:  nginx
    Port:  <none>
    Host Port:  <none>
    Environment:  <none>
    Mounts:
      /d from data (rw)
  Volumes:  <none>
  Node-Selectors:  <none>
  Tolerations:  <none>
Volume Claims:
  Name:  data
  StorageClass:  fast
  Labels:  k=v
  Annotations:  l=w
  Capacity:  1Gi
  Access Modes:  [ReadWriteOnce ReadOnlyMany]
Events:
  Type  Reason  Age  From  Message
  ----  ------  ----  ----  -------
  Normal  SuccessfulCreate  <age>  statefulset-controller  Create Claim data-s-3 Pod s-3 in StatefulSet s success
  Normal  SuccessfulCreate  <age>  statefulset-controller  Create Pod s-3 in StatefulSet s successful
Name:  ds
Namespace:  g-kubectl-workloads-full
Selector:  app=ds
Node-Selector:  none=such
Labels:  <none>
Annotations:  deprecated.daemonset.template.generation: 1
Desired Number of Nodes Scheduled: 0
Current Number of Nodes Scheduled: 0
Number of Nodes Scheduled with Up-to-date Pods: 0
Number of Nodes Scheduled with Available Pods: 0
Number of Nodes Misscheduled: 0
Pods Status:  0 Running / 0 Waiting / 0 Succeeded / 0 Failed
Pod Template:
  Labels:  app=ds
  Containers:
   c:
    Image:  nginx
    Port:  <none>
    Host Port:  <none>
    Limits:
      cpu:  <age>
    Environment:  <none>
    Mounts:  <none>
  Volumes:  <none>
  Node-Selectors:  none=such
  Tolerations:  op=Exists
Events:  <none>
! Error from server (NotFound): deployments.apps "d" not found

$ kubectl describe rs rs; kubectl describe rc rc | sed '/^Events/,$d'; kubectl describe job j; kubectl describe cj cj; kubectl describe podtemplate pt | grep -v -e Time -e Resource.Version -e UID; kubectl describe controllerrevision cr | grep -v -e Time -e Resource.Version -e UID
Name:  rs
Namespace:  g-kubectl-workloads-full
Selector:  app,b notin (q)
Labels:  <none>
Annotations:  <none>
Replicas:  0 current / 0 desired
Pods Status:  0 Running / 0 Waiting / 0 Succeeded / 0 Failed
Pod Template:
  Labels:  app=rs
  Containers:
   c:
    Image:  nginx
    Port:  <none>
    Host Port:  <none>
    Environment:  <none>
    Mounts:  <none>
  Volumes:  <none>
  Node-Selectors:  <none>
  Tolerations:  <none>
Events:  <none>
Name:  rc
Namespace:  g-kubectl-workloads-full
Selector:  app=rc
Labels:  app=rc
Annotations:  <none>
Replicas:  1 current / 1 desired
Pods Status:  1 Running / 0 Waiting / 0 Succeeded / 0 Failed
Pod Template:
  Labels:  app=rc
  Containers:
   c:
    Image:  nginx
    Port:  <none>
    Host Port:  <none>
    Environment:  <none>
    Mounts:  <none>
  Volumes:  <none>
  Node-Selectors:  <none>
  Tolerations:  <none>
Name:  j
Namespace:  g-kubectl-workloads-full
Selector:  batch.kubernetes.io/controller-uid=<uid>
Labels:  batch.kubernetes.io/controller-uid=<uid>
                             batch.kubernetes.io/job-name=j
                             controller-uid=<uid>
                             job-name=j
Annotations:  <none>
Parallelism:  0
Completions:  3
Completion Mode:  Indexed
Suspend:  true
Backoff Limit:  2147483647
TTL Seconds After Finished:  600
Active Deadline Seconds:  <age>
Pods Statuses:  0 Active (0 Ready) / 0 Succeeded / 0 Failed
Completed Indexes:  <none>
Pod Template:
  Labels:  batch.kubernetes.io/controller-uid=<uid>
           batch.kubernetes.io/job-name=j
           controller-uid=<uid>
           job-name=j
  Containers:
   c:
    Image:  nginx
    Port:  <none>
    Host Port:  <none>
    Environment:  <none>
    Mounts:  <none>
  Volumes:  <none>
  Node-Selectors:  <none>
  Tolerations:  <none>
Events:
  Type  Reason  Age  From  Message
  ----  ------  ----  ----  -------
  Normal  Suspended  <age>  job-controller  Job suspended
Name:  pt
Namespace:  g-kubectl-workloads-full
Labels:  <none>
Annotations:  <none>
API Version:  v1
Kind:  PodTemplate
Metadata:
  Generation:  1
Template:
  Metadata:
    Labels:
      App:  pt
  Spec:
    Containers:
      Image:  nginx
      Image Pull Policy:  Always
      Name:  c
      Resources:
      Termination Message Path:  /dev/termination-log
      Termination Message Policy:  File
    Dns Policy:  ClusterFirst
    Restart Policy:  Always
    Scheduler Name:  default-scheduler
    Security Context:
    Termination Grace Period Seconds:  30
Events:  <none>
Name:  cr
Namespace:  g-kubectl-workloads-full
Labels:  <none>
Annotations:  <none>
API Version:  apps/v1
Data:
  A:
    B:  c
Kind:  ControllerRevision
Metadata:
Revision:  7
Events:  <none>
! Error from server (NotFound): cronjobs.batch "cj" not found

$ kubectl get all,cm,secret,sa,ep,pvc | sed -E 's/-[a-z0-9]{5} /-RAND /'
NAME  READY  STATUS  RESTARTS  AGE
pod/rc-RAND  1/1  Running  0  <age>
pod/s-3  0/1  Pending  0  <age>

NAME  DESIRED  CURRENT  READY  AGE
replicationcontroller/rc  1  1  1  <age>

NAME  DESIRED  CURRENT  READY  UP-TO-DATE  AVAILABLE  NODE SELECTOR  AGE
daemonset.apps/ds  0  0  0  0  0  none=such  <age>

NAME  DESIRED  CURRENT  READY  AGE
replicaset.apps/rs  0  0  0  <age>

NAME  READY  AGE
statefulset.apps/s  0/1  <age>

NAME  STATUS  COMPLETIONS  DURATION  AGE
job.batch/j  Suspended  0/3  <age>

NAME  DATA  AGE
configmap/kube-root-ca.crt  1  <age>

NAME  AGE
serviceaccount/default  <age>

NAME  STATUS  VOLUME  CAPACITY  ACCESS MODES  STORAGECLASS  VOLUMEATTRIBUTESCLASS  AGE
persistentvolumeclaim/data-s-3  Pending  fast  <unset>  <age>
! Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice

$ for k in deploy/d sts/s ds/ds rs/rs rc/rc job/j cj/cj; do kubectl get $k -o go-template='{{.metadata.name}} {{.metadata.generation}} {{len .status}}{{"\n"}}'; kubectl get $k -o custom-columns=N:.metadata.name,S:.spec.selector,R:.spec.replicas,I:.spec.template.spec.containers[*].image --no-headers; done
s 1 8
s  map[matchLabels:map[app:s]]  1  nginx
ds 1 5
ds  map[matchLabels:map[app:ds]]  <none>  nginx
rs 1 3
rs  map[matchExpressions:[map[key:app operator:Exists] map[key:b operator:NotIn values:[q]]]]  0  nginx
rc 1 5
rc  map[app:rc]  1  nginx
j 1 5
j  map[matchLabels:map[batch.kubernetes.io/controller-uid:<uid>]]  <none>  nginx
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): cronjobs.batch "cj" not found
! Error from server (NotFound): cronjobs.batch "cj" not found
[1]

$ kubectl get pods --sort-by=.metadata.labels.app -o custom-columns=A:.metadata.labels.app,O:.metadata.ownerReferences[0].kind,P:.spec.priority,C:.spec.priorityClassName; kubectl get pods -l 'app in (d,s),tier!=b' --no-headers | wc -l; kubectl get pvc -o custom-columns=N:.metadata.name,L:.metadata.labels,A:.metadata.annotations,O:.metadata.ownerReferences[*].kind
A  O  P  C
rc  ReplicationController  0  <none>
s  StatefulSet  0  <none>
1
N  L  A  O
data-s-3  map[app:s k:v]  map[l:w]  StatefulSet

$ kubectl delete -f d.yaml --wait=false; kubectl delete pvc --all
statefulset.apps "s" deleted from g-kubectl-workloads-full namespace
daemonset.apps "ds" deleted from g-kubectl-workloads-full namespace
replicaset.apps "rs" deleted from g-kubectl-workloads-full namespace
replicationcontroller "rc" deleted from g-kubectl-workloads-full namespace
job.batch "j" deleted from g-kubectl-workloads-full namespace
podtemplate "pt" deleted from g-kubectl-workloads-full namespace
controllerrevision.apps "cr" deleted from g-kubectl-workloads-full namespace
No resources found
! Error from server (NotFound): error when deleting "d.yaml": deployments.apps "d" not found
! Error from server (NotFound): error when deleting "d.yaml": cronjobs.batch "cj" not found
