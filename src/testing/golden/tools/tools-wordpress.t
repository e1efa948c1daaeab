$ cat > w.yaml <<'Y'
> apiVersion: v1
> kind: Secret
> metadata: {name: mysql}
> stringData: {password: s3cret}
> ---
> apiVersion: v1
> kind: Service
> metadata: {name: mysql}
> spec: {clusterIP: None, selector: {app: mysql}, ports: [{port: 3306}]}
> ---
> apiVersion: apps/v1
> kind: StatefulSet
> metadata: {name: mysql}
> spec:
>   serviceName: mysql
>   selector: {matchLabels: {app: mysql}}
>   template:
>     metadata: {labels: {app: mysql}}
>     spec:
>       containers:
>       - name: mysql
>         image: mysql:8
>         env: [{name: MYSQL_ROOT_PASSWORD, valueFrom: {secretKeyRef: {name: mysql, key: password}}}]
>         ports: [{containerPort: 3306, name: mysql}]
> ---
> apiVersion: apps/v1
> kind: Deployment
> metadata: {name: wordpress}
> spec:
>   replicas: 2
>   selector: {matchLabels: {app: wordpress}}
>   template:
>     metadata: {labels: {app: wordpress}}
>     spec:
>       initContainers: [{name: wait, image: busybox, command: [sh, -c, "until nslookup mysql; do sleep 1; done"]}]
>       containers:
>       - name: wordpress
>         image: wordpress:6
>         env: [{name: WORDPRESS_DB_HOST, value: mysql}]
>         ports: [{containerPort: 80}]
>         readinessProbe: {httpGet: {path: /, port: 80}}
>         resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
> ---
> apiVersion: v1
> kind: Service
> metadata: {name: wordpress}
> spec: {type: LoadBalancer, selector: {app: wordpress}, ports: [{port: 80, targetPort: 80}]}
> ---
> apiVersion: networking.k8s.io/v1
> kind: Ingress
> metadata: {name: wordpress}
> spec: {rules: [{host: blog.example.com, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: wordpress, port: {number: 80}}}}]}}]}
> ---
> apiVersion: autoscaling/v2
> kind: HorizontalPodAutoscaler
> metadata: {name: wordpress}
> spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: wordpress}, minReplicas: 2, maxReplicas: 5, metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}}]}
> ---
> apiVersion: policy/v1
> kind: PodDisruptionBudget
> metadata: {name: wordpress}
> spec: {minAvailable: 1, selector: {matchLabels: {app: wordpress}}}
> Y
> kubectl apply -f w.yaml
secret/mysql created
service/mysql created
statefulset.apps/mysql created
deployment.apps/wordpress created
service/wordpress created
ingress.networking.k8s.io/wordpress created
horizontalpodautoscaler.autoscaling/wordpress created
poddisruptionbudget.policy/wordpress created

$ kubectl wait --for=condition=Ready pod -l app=mysql --timeout=30s; kubectl rollout status sts/mysql --timeout=30s; kubectl rollout status deploy/wordpress --timeout=30s
pod/mysql-0 condition met
partitioned roll out complete: 1 new pods have been updated...
deployment "wordpress" successfully rolled out

$ kubectl get all,ingress,pdb,secret
NAME  READY  STATUS  RESTARTS  AGE
pod/mysql-0  1/1  Running  0  <age>
pod/wordpress-<hash>-<rand>  1/1  Running  0  <age>
pod/wordpress-<hash>-<rand>  1/1  Running  0  <age>

NAME  TYPE  CLUSTER-IP  EXTERNAL-IP  PORT(S)  AGE
service/mysql  ClusterIP  None  <none>  3306/TCP  <age>
service/wordpress  LoadBalancer  <clusterip>  <pending>  80:<nodeport>/TCP  <age>

NAME  READY  UP-TO-DATE  AVAILABLE  AGE
deployment.apps/wordpress  2/2  2  2  <age>

NAME  DESIRED  CURRENT  READY  AGE
replicaset.apps/wordpress-<hash>  2  2  2  <age>

NAME  READY  AGE
statefulset.apps/mysql  1/1  <age>

NAME  REFERENCE  TARGETS  MINPODS  MAXPODS  REPLICAS  AGE
horizontalpodautoscaler.autoscaling/wordpress  Deployment/wordpress  cpu: <unknown>/70%  2  5  0  <age>

NAME  CLASS  HOSTS  ADDRESS  PORTS  AGE
ingress.networking.k8s.io/wordpress  <none>  blog.example.com  80  <age>

NAME  MIN AVAILABLE  MAX UNAVAILABLE  ALLOWED DISRUPTIONS  AGE
poddisruptionbudget.policy/wordpress  1  N/A  1  <age>

NAME  TYPE  DATA  AGE
secret/mysql  Opaque  1  <age>

$ kubectl describe ingress wordpress; kubectl describe svc wordpress | grep -v -i 'ip\|endpoint\|NodePort:'
Name:  wordpress
Labels:  <none>
Namespace:  g-tools-wordpress
Address:
Ingress Class:  <none>
Default backend:  <default>
Rules:
  Host  Path  Backends
  ----  ----  --------
  blog.example.com
                    /  wordpress:80 (<ip>:80,<ip>:80)
Annotations:  <none>
Events:  <none>
Name:  wordpress
Namespace:  g-tools-wordpress
Labels:  <none>
Annotations:  <none>
Selector:  app=wordpress
Type:  LoadBalancer
Port:  <unset>  80/TCP
TargetPort:  80/TCP
Session Affinity:  None
External Traffic Policy:  Cluster
Internal Traffic Policy:  Cluster
Events:  <none>

$ kubectl describe deploy wordpress
Name:  wordpress
Namespace:  g-tools-wordpress
CreationTimestamp:  <time>
Labels:  <none>
Annotations:  deployment.kubernetes.io/revision: 1
Selector:  app=wordpress
Replicas:  2 desired | 2 updated | 2 total | 2 available | 0 unavailable
StrategyType:  RollingUpdate
MinReadySeconds:  0
RollingUpdateStrategy:  25% max unavailable, 25% max surge
Pod Template:
  Labels:  app=wordpress
  Init Containers:
   wait:
    Image:  busybox
    Port:  <none>
    Host Port:  <none>
    Command:
      sh
      -c
      until nslookup mysql; do sleep 1; done
    Environment:  <none>
    Mounts:  <none>
  Containers:
   wordpress:
    Image:  wordpress:6
    Port:  80/TCP
    Host Port:  0/TCP
    Limits:
      memory:  256Mi
    Requests:
      cpu:  <age>
      memory:  128Mi
    Readiness:  http-get http://:80/ delay=0s timeout=1s period=10s #success=1 #failure=3
    Environment:
      WORDPRESS_DB_HOST:  mysql
    Mounts:  <none>
  Volumes:  <none>
  Node-Selectors:  <none>
  Tolerations:  <none>
Conditions:
  Type  Status  Reason
  ----  ------  ------
  Available  True  MinimumReplicasAvailable
  Progressing  True  NewReplicaSetAvailable
OldReplicaSets:  <none>
NewReplicaSet:  wordpress-<hash> (2/2 replicas created)
Events:
  Type  Reason  Age  From  Message
  ----  ------  ----  ----  -------
  Normal  ScalingReplicaSet  <age>  deployment-controller  Scaled up replica set wordpress-<hash> from 0 to 2

$ kubectl describe hpa wordpress | grep -v '^Events' | head -25
Name:  wordpress
Namespace:  g-tools-wordpress
Labels:  <none>
Annotations:  <none>
CreationTimestamp:  <time>
Reference:  Deployment/wordpress
Metrics:  ( current / target )
  resource cpu on pods  (as a percentage of request):  <unknown> / 70%
Min replicas:  2
Max replicas:  5
Deployment pods:  0 current / 0 desired

$ kubectl describe pdb wordpress; kubectl describe sts mysql | head -30
Name:  wordpress
Namespace:  g-tools-wordpress
Min available:  1
Selector:  app=wordpress
Status:
    Allowed disruptions:  1
    Current:  2
    Desired:  1
    Total:  2
Events:  <none>
Name:  mysql
Namespace:  g-tools-wordpress
CreationTimestamp:  <time>
Selector:  app=mysql
Labels:  <none>
Annotations:  <none>
Replicas:  1 desired | 1 total
Update Strategy:  RollingUpdate
  Partition:  0
Pods Status:  1 Running / 0 Waiting / 0 Succeeded / 0 Failed
Pod Template:
  Labels:  app=mysql
  Containers:
   mysql:
    Image:  mysql:8
    Port:  3306/TCP (mysql)
    Host Port:  0/TCP (mysql)
    Environment:
      MYSQL_ROOT_PASSWORD:  <set to the key 'password' in secret 'mysql'>  Optional: false
    Mounts:  <none>
  Volumes:  <none>
  Node-Selectors:  <none>
  Tolerations:  <none>
Volume Claims:  <none>
Events:
  Type  Reason  Age  From  Message
  ----  ------  ----  ----  -------
  Normal  SuccessfulCreate  <age>  statefulset-controller  Create Pod mysql-0 in StatefulSet mysql successful

$ kubectl apply -f w.yaml; kubectl diff -f w.yaml; kubectl get -f w.yaml -o name
secret/mysql configured
service/mysql unchanged
statefulset.apps/mysql unchanged
deployment.apps/wordpress unchanged
service/wordpress unchanged
ingress.networking.k8s.io/wordpress unchanged
horizontalpodautoscaler.autoscaling/wordpress unchanged
poddisruptionbudget.policy/wordpress configured
secret/mysql
service/mysql
statefulset.apps/mysql
deployment.apps/wordpress
service/wordpress
ingress.networking.k8s.io/wordpress
horizontalpodautoscaler.autoscaling/wordpress
poddisruptionbudget.policy/wordpress

$ kubectl delete pod mysql-0 --wait=false; kubectl wait --for=jsonpath='{.status.readyReplicas}'=1 sts/mysql --timeout=30s
pod "mysql-0" deleted from g-tools-wordpress namespace
statefulset.apps/mysql condition met

$ kubectl apply -f w.yaml --server-side --field-manager=ci 2>&1 | head -8
secret/mysql serverside-applied
service/mysql serverside-applied
statefulset.apps/mysql serverside-applied
deployment.apps/wordpress serverside-applied
service/wordpress serverside-applied
ingress.networking.k8s.io/wordpress serverside-applied
horizontalpodautoscaler.autoscaling/wordpress serverside-applied
poddisruptionbudget.policy/wordpress serverside-applied

$ kubectl delete -f w.yaml --ignore-not-found
secret "mysql" deleted from g-tools-wordpress namespace
service "mysql" deleted from g-tools-wordpress namespace
statefulset.apps "mysql" deleted from g-tools-wordpress namespace
deployment.apps "wordpress" deleted from g-tools-wordpress namespace
service "wordpress" deleted from g-tools-wordpress namespace
ingress.networking.k8s.io "wordpress" deleted from g-tools-wordpress namespace
horizontalpodautoscaler.autoscaling "wordpress" deleted from g-tools-wordpress namespace
poddisruptionbudget.policy "wordpress" deleted from g-tools-wordpress namespace
