import ts from 'typescript';
import { commentOf, parseDocstring, type Docstring } from './docstring.js';
import type { PublicItem } from './public-item.js';
import { saysUnit } from './units.js';

/** Numbers in an item that say neither a unit nor what they count: fields, parameters, results and constants. */
export function numberGaps(item: PublicItem, checker: ts.TypeChecker): string[] {
  const gaps: string[] = [];
  for (const declaration of item.declarations) {
    const search = new Search(gaps);
    const doc = parseDocstring(commentOf(declaration));
    if (ts.isVariableDeclaration(declaration)) search.constant(declaration, doc);
    else search.visit(declaration, { path: item.name, doc });
    if (ts.isTypeAliasDeclaration(declaration))
      search.foreignFields(item.name, checker.getTypeAtLocation(declaration.name));
  }
  return gaps;
}

/** Where in an item the search is, and the docstring that holds there. */
interface Place {
  readonly path: string;
  readonly doc: Docstring;
}

class Search {
  readonly #gaps: string[];

  constructor(gaps: string[]) {
    this.#gaps = gaps;
  }

  visit(node: ts.Node, place: Place): void {
    if (isField(node)) {
      const inside = placeOf(node, node.name, place);
      this.#check(inside.path, node.name.getText(), node.type, allWords(inside.doc));
      ts.forEachChild(node, (child) => this.visit(child, inside));
      return;
    }
    if (ts.isParameter(node)) {
      // Of the parameters of a callback nothing can tell but the words about the callback.
      const text = place.doc.tags.find(({ parameter }) => parameter === node.name.getText())?.text ?? '';
      const doc = ts.isFunctionTypeNode(node.parent) ? place.doc : { text, tags: [] };
      ts.forEachChild(node, (child) => this.visit(child, { path: `${place.path}(${node.name.getText()})`, doc }));
      return;
    }
    if (isCallable(node)) {
      const isNamed = ts.isMethodDeclaration(node) || ts.isMethodSignature(node);
      const inside = isNamed || ts.isConstructorDeclaration(node) ? placeOf(node, node.name, place) : place;
      this.#call(node, inside);
      ts.forEachChild(node, (child) => this.visit(child, inside));
      return;
    }
    ts.forEachChild(node, (child) => this.visit(child, place));
  }

  constant({ name, type, initializer }: ts.VariableDeclaration, doc: Docstring): void {
    const isNumber = isNumberType(type) || (initializer !== undefined && ts.isNumericLiteral(initializer));
    if (isNumber && !saysUnit(name.getText(), doc.text)) this.#gaps.push(`${name.getText()}: a number without a unit`);
  }

  /** Fields of a type that another package of the workspace generates: its text is not ours, its words are. */
  foreignFields(path: string, type: ts.Type): void {
    const parts = type.isUnion() ? type.types : [type];
    for (const property of parts.flatMap((part) => part.getProperties())) {
      const declaration = property.declarations?.find((each) => ts.isPropertySignature(each));
      if (declaration?.getSourceFile().fileName.endsWith('.gen.d.ts') !== true) continue;
      const words = allWords(parseDocstring(commentOf(declaration)));
      this.#check(`${path}.${property.name}`, property.name, declaration.type, words);
    }
  }

  #call(node: Callable, { path, doc }: Place): void {
    const name = path.slice(path.lastIndexOf('.') + 1);
    this.#check(`${path}()`, name, node.type, allWords(doc));
    for (const parameter of node.parameters) {
      const text = parameter.name.getText();
      const own = doc.tags.find((tag) => tag.parameter === text)?.text;
      const words = own ?? (ts.isFunctionTypeNode(node) ? doc.text : '');
      this.#check(`${path}(${text})`, text, parameter.type, words);
    }
  }

  #check(path: string, name: string, type: ts.TypeNode | undefined, words: string): void {
    if (isNumberType(type) && !saysUnit(name, words)) this.#gaps.push(`${path}: a number without a unit`);
  }
}

type Callable =
  ts.FunctionDeclaration | ts.MethodDeclaration | ts.MethodSignature | ts.ConstructorDeclaration | ts.FunctionTypeNode;

function isCallable(node: ts.Node): node is Callable {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isMethodSignature(node) ||
    ts.isConstructorDeclaration(node) ||
    ts.isFunctionTypeNode(node)
  );
}

function isField(node: ts.Node): node is ts.PropertyDeclaration | ts.PropertySignature | ts.GetAccessorDeclaration {
  return ts.isPropertyDeclaration(node) || ts.isPropertySignature(node) || ts.isGetAccessorDeclaration(node);
}

function placeOf(node: ts.Node, name: ts.PropertyName | undefined, { path }: Place): Place {
  return { path: `${path}.${name?.getText() ?? 'constructor'}`, doc: parseDocstring(commentOf(node)) };
}

/** Generated types carry their words in tags. */
function allWords({ text, tags }: Docstring): string {
  const results = tags.filter(({ name }) => name === 'returns' || name === 'description');
  return [text, ...results.map((tag) => tag.text)].filter((part) => part !== '').join('\n');
}

/** A number, several, or one of them beside `undefined` and `null`; also the promise of one. */
function isNumberType(type: ts.TypeNode | undefined): boolean {
  if (type === undefined) return false;
  if (type.kind === ts.SyntaxKind.NumberKeyword) return true;
  if (ts.isArrayTypeNode(type)) return isNumberType(type.elementType);
  if (ts.isTypeOperatorNode(type) || ts.isParenthesizedTypeNode(type)) return isNumberType(type.type);
  if (ts.isLiteralTypeNode(type)) return ts.isNumericLiteral(type.literal);
  if (ts.isTypeReferenceNode(type))
    return type.typeName.getText() === 'Promise' && isNumberType(type.typeArguments?.[0]);
  if (!ts.isUnionTypeNode(type)) return false;
  const values = type.types.filter((each) => each.kind !== ts.SyntaxKind.UndefinedKeyword && !isNull(each));
  return values.length > 0 && values.every(isNumberType);
}

function isNull(type: ts.TypeNode): boolean {
  return ts.isLiteralTypeNode(type) && type.literal.kind === ts.SyntaxKind.NullKeyword;
}
